import { run } from './run.ts'

// Compiled without autoload, so nothing of the workspace is in the environment.
run(process.env)

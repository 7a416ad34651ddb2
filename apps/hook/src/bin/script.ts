import { run } from './run.ts'
import { withoutDotenv } from './without-dotenv.ts'

run(withoutDotenv(process.env))

import { join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { testPurity } from '../../toml-table/test/support/purity.ts'

testPurity(join(import.meta.dir, '..'))

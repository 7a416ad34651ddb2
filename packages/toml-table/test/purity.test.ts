import { join } from 'node:path'
import { testPurity } from './support/purity.ts'

testPurity(join(import.meta.dir, '..'))

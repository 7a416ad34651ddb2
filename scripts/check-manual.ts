/**
 * Formats the manual page with the programs that people read it by: mandoc, groff, and man itself. Whatever one of them
 * complains about is a failure, and so is one that is missing: `apt-get install mandoc groff man-db`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VERBS } from '@dos/command-line/verbs/catalogue'
import { buildManual } from '../apps/hook/build/build.ts'

const scratch = mkdtempSync(join(tmpdir(), 'dos-hook-manual-'))
try {
  const page = buildManual(scratch, Date.now())
  silent('mandoc', ['-T', 'lint', '-W', 'all', page])
  for (const width of ['60n', '200n']) silent('groff', ['-mandoc', '-ww', '-z', `-rLL=${width}`, page])
  const text = told('man', ['--warnings=w', '-P', 'cat', '-E', 'ascii', '-l', page])
  for (const { name, flags } of VERBS) {
    const missing = [name, ...flags.map((flag) => flag.name)].filter((word) => !text.includes(word))
    if (missing.length > 0) complain(`man doesn't show ${missing.join(', ')} of ${name}`)
  }
  const name = told('lexgrog', [page])
  if (!name.includes('dos-hook - the referee')) complain(`whatis would find: ${name}`)
  console.log(`ok  the manual page: ${text.split('\n').length} lines`)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function silent(program: string, args: readonly string[]): void {
  const said = told(program, args)
  if (said !== '') complain(`${program}: ${said}`)
}

/** What a program prints. What it complains about, and that it isn't there, is complained about. */
function told(program: string, args: readonly string[]): string {
  if (Bun.which(program) === null) {
    complain(`${program} is not on the PATH, so the manual page is not checked with it`)
    return ''
  }
  const { exitCode, stdout, stderr } = Bun.spawnSync([program, ...args], {
    env: { PATH: process.env['PATH'], MANWIDTH: '80', LC_ALL: 'C.UTF-8' },
  })
  if (exitCode !== 0 || stderr.length > 0) complain(`${program} left with ${exitCode}: ${stderr.toString()}`)
  return stdout.toString()
}

function complain(text: string): void {
  console.error(text)
  process.exitCode = 1
}

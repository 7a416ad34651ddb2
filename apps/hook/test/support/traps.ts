import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
// @boundaries-ignore a helper of tests alone, which no package publishes
import { readTree, type Tree, writeTree } from '../../../../packages/toml-table/test/support/tree.ts'
import { tool } from './launch.ts'

/** A stranger's repository, in which traps are set. */
export interface Clone extends Disposable {
  /** The folder the user works in. */
  readonly path: string
  /** Writes a file. @returns its path */
  put(name: string, content: string): string
  /** Adds to the repository's own configuration. */
  config(text: string): void
  /** A program in the clone that leaves a witness of this name. @returns its path */
  trap(name: string, at?: string): string
  /** Runs git as users do, whatever comes of it. */
  git(...args: readonly string[]): string
  /** The traps that were sprung, and forgets them. */
  sprung(): readonly string[]
  /** Makes every kind of look necessary: a commit, a touched file, an edited one, a new one. */
  work(): void
}

/** A trap by what would start it. */
export interface Trap {
  readonly name: string
  readonly set: (clone: Clone, name: string) => void
  /** A plain command that springs it. Absent where this machine lacks what would. */
  readonly spring?: (clone: Clone) => unknown
  /** Whether it changes what the repository is, and so stands alone. */
  readonly alone?: true
  /** The folder that is looked at, from the clone's root. */
  readonly workspace?: string
  /** What the environment holds of it. */
  readonly env?: (clone: Clone) => Readonly<Record<string, string>>
}

const AUTHOR = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
}

/** What a user's environment has, without any of the tests' own. */
export const USERS_ENV: Readonly<Record<string, string>> = {
  PATH: `${dirname(tool('git'))}:/usr/bin:/bin`,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
}

let pattern: Tree | undefined

/** Makes a clone with two commits; all of them begin alike. */
export function makeClone(): Clone {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dos-hook-clone-')))
  const path = join(folder, 'clone')
  const witnesses = join(folder, 'witnesses')
  mkdirSync(witnesses)
  pattern ??= makePattern()
  writeTree(pattern, path)
  const put = (name: string, content: string): string => {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), content)
    return join(path, name)
  }
  const git = (...args: readonly string[]): string => gitAs({}, path, ...args)
  return {
    path,
    put,
    git,
    config: (text) => appendFileSync(join(path, '.git/config'), `${text}\n`),
    trap: (name, at = `.traps/${name.replaceAll(/[^a-z0-9]+/gi, '-')}`) => {
      const witness = join(witnesses, name.replaceAll('/', '|'))
      const program = put(at, `#!/bin/sh\n: > '${witness}'\nexit 1\n`)
      chmodSync(program, 0o755)
      return program
    },
    sprung: () => {
      const names = readdirSync(witnesses).toSorted()
      for (const name of names) unlinkSync(join(witnesses, name))
      return names
    },
    work: () => {
      for (const name of ['a.txt', 'b.bin', '.gitignore']) {
        if (existsSync(join(path, name))) utimesSync(join(path, name), 1, 1)
      }
      put('edited.txt', `edited ${Math.random()}\n`)
      put('new/file.txt', `new ${Math.random()}\n`)
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function makePattern(): Tree {
  const path = mkdtempSync(join(tmpdir(), 'dos-hook-pattern-'))
  gitAs({}, path, 'init', '--quiet', '--template=', '--initial-branch=main')
  for (const name of ['a.txt', 'b.bin', 'edited.txt']) writeFileSync(join(path, name), `${name}\n`)
  writeFileSync(
    join(path, '.gitattributes'),
    '*.txt filter=trap diff=trap merge=trap\n*.bin filter=lfs diff=lfs\n',
  )
  writeFileSync(join(path, '.gitignore'), '.dos/\n')
  gitAs({}, path, 'add', '--all')
  gitAs({}, path, 'commit', '--quiet', '--message', 'one')
  writeFileSync(join(path, 'second.txt'), 'two\n')
  gitAs({}, path, 'add', '--all')
  gitAs({}, path, 'commit', '--quiet', '--message', 'two')
  const tree = readTree(path)
  rmSync(path, { recursive: true })
  return tree
}

/** Plain git with the environment of a user, and whatever it says of its end. */
export function gitAs(
  env: Readonly<Record<string, string>>,
  cwd: string,
  ...args: readonly string[]
): string {
  const { stdout } = spawnSync('git', [...args], {
    cwd,
    env: { ...USERS_ENV, ...AUTHOR, ...env },
    input: 'protocol=https\nhost=example.com\n\n',
    timeout: 20_000,
    encoding: 'utf8',
  })
  return stdout
}

const status = (clone: Clone): unknown => clone.git('status')
const run =
  (...args: readonly string[]) =>
  (clone: Clone): unknown =>
    clone.git(...args)

/** A trap that one line of configuration sets, `$` standing for the program. */
function configured(text: string, spring?: Trap['spring'], more: Partial<Trap> = {}): Trap {
  return {
    name: text.replaceAll(/\s+/g, ' ').replaceAll('"', '').slice(0, 90),
    set: (clone, name) => clone.config(text.replaceAll('$', () => clone.trap(name))),
    ...(spring && { spring }),
    ...more,
  }
}

function hook(name: string, spring?: Trap['spring']): Trap {
  return {
    name: `the hook ${name}`,
    set: (clone, own) => void clone.trap(own, `.git/hooks/${name}`),
    ...(spring && { spring }),
  }
}

function included(name: string, line: (clone: Clone) => string, more?: (clone: Clone) => void): Trap {
  return {
    name: `a filter of a file included ${name}`,
    set: (clone, own) => {
      clone.put('.more', `[filter "trap"]\n\tclean = ${clone.trap(own)}\n`)
      more?.(clone)
      clone.config(line(clone))
    },
    spring: status,
    alone: true,
  }
}

/** A repository beside the real one, whose configuration starts a program at every look at its files. */
function hostileGitDir(clone: Clone, at: string, name: string): string {
  const dir = join(clone.path, at)
  mkdirSync(dirname(dir), { recursive: true })
  cpSync(join(clone.path, '.git'), dir, { recursive: true })
  appendFileSync(
    join(dir, 'config'),
    `[core]\n\tfsmonitor = ${clone.trap(name)}\n[filter "trap"]\n\tclean = ${clone.trap(name)}\n`,
  )
  return dir
}

function pointer(name: string, text: string, isSound: boolean): Trap {
  return {
    name: `a .git that is ${name}`,
    set: (clone, own) => {
      hostileGitDir(clone, 'fake', own)
      rmSync(join(clone.path, '.git'), { recursive: true })
      writeFileSync(join(clone.path, '.git'), text)
    },
    ...(isSound && { spring: status }),
    alone: true,
  }
}

function commondir(name: string, text: string, isSound: boolean): Trap {
  return {
    name: `a commondir ${name}`,
    set: (clone, own) => {
      hostileGitDir(clone, 'fake', own)
      clone.put('.git/commondir', text)
    },
    ...(isSound && { spring: status }),
    alone: true,
  }
}

/** A submodule of the clone, with a configuration of its own. */
function withSubmodule(clone: Clone): string {
  const library = `${clone.path}.library`
  gitAs({}, '/', 'init', '--quiet', library)
  gitAs({}, library, 'commit', '--quiet', '--allow-empty', '--message', 'library')
  clone.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'sub')
  clone.git('commit', '--quiet', '--message', 'sub')
  return join(clone.path, '.git/modules/sub/config')
}

function inEnvironment(
  name: string,
  env: (clone: Clone, own: string) => Readonly<Record<string, string>>,
  ...args: readonly string[]
): Trap {
  const full = `${name} of the environment`
  return {
    name: full,
    set: (clone) => void env(clone, full),
    env: (clone) => env(clone, full),
    ...(args.length > 0 && { spring: (clone: Clone) => gitAs(env(clone, full), clone.path, ...args) }),
  }
}

const filterFile = (clone: Clone, name: string): string =>
  clone.put(
    '.evil',
    `[filter "trap"]\n\tclean = ${clone.trap(name)}\n[core]\n\tfsmonitor = ${clone.trap(name)}\n`,
  )

/** A program that stands in the clone under the name of one that is looked up. */
function onPath(program: string, folder: string, link = false): Trap {
  const name = `a ${program} in ${folder}${link ? ' behind a link' : ''} on the PATH`
  const path = (clone: Clone): string => (link ? `${clone.path}.bin-${program}` : join(clone.path, folder))
  return {
    name,
    set: (clone, own) => {
      clone.trap(own, `${folder}/${program}`)
      if (link) symlinkSync(join(clone.path, folder), path(clone))
    },
    env: (clone) => ({ PATH: `${path(clone)}:${USERS_ENV['PATH']}` }),
    spring: (clone) =>
      spawnSync('/bin/sh', ['-c', program], {
        cwd: clone.path,
        env: { PATH: `${path(clone)}:${USERS_ENV['PATH']}` },
        input: '',
      }),
  }
}

/** What the runtimes themselves read of a folder. */
const OF_THE_RUNTIME: Trap = {
  name: 'files that a runtime reads',
  set: (clone, name) => {
    const program = clone.trap(name)
    const required = clone.put(
      '.traps/required.cjs',
      `require('node:child_process').spawnSync(${JSON.stringify(program)})\n`,
    )
    clone.put('.env', `NODE_OPTIONS=--require=${required}\nGIT_EXTERNAL_DIFF=${program}\n`)
    clone.put(
      'package.json',
      JSON.stringify({ name: 'clone', scripts: { 'dos-hook': program, marker: program } }),
    )
    clone.put(
      'tsconfig.json',
      JSON.stringify({ compilerOptions: { baseUrl: '.', paths: { 'node:*': [required] } } }),
    )
    clone.trap(name, 'dos-hook')
    clone.trap(name, 'node_modules/.bin/dos-hook')
  },
}

/** Every kind of configuration, attribute, file or place of a repository that names a program which git may start. */
export const TRAPS: readonly Trap[] = [
  // Filters.
  configured('[filter "trap"] clean = $', status),
  configured('[filter "trap"] process = $', status),
  configured('[filter "trap"] smudge = $', (clone) => {
    rmSync(join(clone.path, 'a.txt'))
    clone.git('checkout', 'a.txt')
  }),
  configured('[filter "trap"]\n\tclean = $\n\trequired = true', status, { alone: true }),
  configured('[FILTER "trap"]\n\tCLEAN = $', status),
  configured('[filter "lfs"]\n\tclean = $ %f\n\trequired', status),
  {
    name: 'a filter with a name that no path specification can hold',
    set: (clone, name) => {
      clone.put('.git/info/attributes', '*.txt filter=gr=ö.ß\n')
      clone.config(`[filter "gr=ö.ß"]\n\tclean = ${clone.trap(name)}`)
    },
    spring: status,
    alone: true,
  },
  {
    name: 'a filter that the attributes of the repository set',
    set: (clone, name) => {
      clone.put('.git/info/attributes', '* filter=info\n')
      clone.config(`[filter "info"]\n\tclean = ${clone.trap(name)}`)
    },
    spring: status,
    alone: true,
  },
  {
    name: 'a filter that a file of attributes sets which the configuration names',
    set: (clone, name) => {
      clone.put('.attributes', '.gitignore filter=named\n')
      clone.config(
        `[core]\n\tattributesFile = ${clone.path}/.attributes\n[filter "named"]\n\tclean = ${clone.trap(name)}`,
      )
    },
    spring: status,
    alone: true,
  },
  {
    name: 'a filter in a configuration with a byte order mark and Windows line ends',
    set: (clone, name) => {
      const own = `[core]\r\n\trepositoryformatversion = 0\r\n[filter "trap"]\r\n\tclean = ${clone.trap(name)}\r\n`
      clone.put('.git/config', `\uFEFF${own}`)
    },
    spring: status,
    alone: true,
  },
  {
    name: 'a filter in a configuration with zero bytes, that an answer of git would tell as the user`s',
    set: (clone, name) => {
      const told = `\0global\0filter.trap.clean\n${clone.trap(name)}`
      clone.config(`[core]\n\tautocrlf = false${told}\n[filter "x${told}"]\n\tclean = ${clone.trap(name)}`)
    },
    alone: true,
  },
  {
    name: 'a filter of one work tree alone',
    set: (clone, name) => {
      clone.config('[extensions]\n\tworktreeConfig = true')
      clone.put('.git/config.worktree', `[filter "trap"]\n\tclean = ${clone.trap(name)}\n`)
    },
    spring: status,
    alone: true,
  },
  {
    name: 'a filter of a linked work tree alone',
    set: (clone, name) => {
      clone.git('worktree', 'add', '--quiet', 'linked')
      clone.config('[extensions]\n\tworktreeConfig = true')
      clone.put('.git/worktrees/linked/config.worktree', `[filter "trap"]\n\tclean = ${clone.trap(name)}\n`)
      utimesSync(join(clone.path, 'linked/a.txt'), 1, 1)
    },
    spring: (clone) => gitAs({}, join(clone.path, 'linked'), 'status'),
    workspace: 'linked',
    alone: true,
  },
  included('by its path', () => '[include]\n\tpath = ../.more'),
  included('by an absolute path', ({ path }) => `[include]\n\tpath = ${path}/.more`),
  included(
    'by the place of the repository',
    ({ path }) => `[includeIf "gitdir:${path}/"]\n\tpath = ../.more`,
  ),
  included('by the branch', () => '[includeIf "onbranch:main"]\n\tpath = ../.more'),
  included(
    'by what a remote is',
    () => '[remote "o"]\n\turl = x:y\n[includeIf "hasconfig:remote.*.url:x:*"]\n\tpath = ../.more',
  ),
  included(
    'by another included one',
    () => '[include]\n\tpath = ../.first',
    (clone) => {
      clone.put('.first', '[include]\n\tpath = .more\n')
    },
  ),
  // Other programs that an attribute names.
  configured('[diff "trap"] textconv = $', run('diff')),
  configured('[diff "trap"] command = $', run('diff')),
  configured('[diff] external = $', (clone) => gitAs({}, clone.path, 'diff', '--', 'edited.txt'), {
    alone: true,
  }),
  configured('[merge "trap"] driver = $ %O %A %B', (clone) => {
    clone.git('checkout', '--quiet', '--force', '-b', 'side', 'HEAD~1')
    clone.put('a.txt', 'side\n')
    clone.git('commit', '--quiet', '--all', '--message', 'side')
    clone.git('checkout', '--quiet', '--force', 'main')
    clone.put('a.txt', 'main\n')
    clone.git('commit', '--quiet', '--all', '--message', 'main')
    clone.git('merge', '--quiet', 'side')
  }),
  // The file monitor and hooks.
  configured('[core] fsmonitor = $', status),
  configured('[core] fsmonitor = true', undefined, { alone: true }),
  {
    name: 'a file monitor that is the hook fsmonitor-watchman',
    set: (clone, name) => {
      clone.trap(name, '.git/hooks/fsmonitor-watchman')
      clone.config('[core]\n\tfsmonitor = .git/hooks/fsmonitor-watchman\n\tfsmonitorHookVersion = 1')
    },
    spring: status,
    alone: true,
  },
  hook('post-index-change', status),
  hook('reference-transaction', run('update-ref', 'refs/heads/x', 'HEAD')),
  hook('post-checkout', run('checkout', '--quiet', '--force', 'HEAD~0')),
  hook('pre-auto-gc', (clone) => {
    clone.git('repack', '--quiet')
    clone.git('commit', '--quiet', '--allow-empty', '-m', 'x')
    clone.git('repack', '--quiet')
    clone.git('-c', 'gc.autoPackLimit=1', 'gc', '--auto', '--quiet')
  }),
  hook('pre-commit', run('commit', '--allow-empty', '-m', 'x')),
  hook('post-commit', run('commit', '--allow-empty', '-m', 'x')),
  hook('commit-msg', run('commit', '--allow-empty', '-m', 'x')),
  hook('post-rewrite', run('commit', '--allow-empty', '--amend', '-m', 'x')),
  hook('fsmonitor-watchman'),
  hook('proc-receive'),
  {
    name: 'hooks of a folder that core.hooksPath names',
    set: (clone, name) => {
      for (const one of ['post-index-change', 'reference-transaction', 'post-checkout'])
        clone.trap(name, `.hooks/${one}`)
      clone.config('[core]\n\thooksPath = .hooks')
    },
    spring: status,
    alone: true,
  },
  configured('[hook "trap"]\n\tevent = post-index-change\n\tcommand = $'),
  // Programs of the user's comfort.
  configured('[core] pager = $'),
  configured('[pager]\n\tstatus = $\n\tconfig = $\n\tdiff-tree = $\n\trev-parse = $'),
  configured('[core] editor = $', run('commit', '--allow-empty')),
  configured('[sequence] editor = $', run('rebase', '--interactive', '--autostash', 'HEAD~1')),
  configured('[core] askPass = $', run('credential', 'fill')),
  configured('[credential] helper = $', run('credential', 'fill')),
  configured('[credential "https://example.com"] helper = "!$"', run('credential', 'fill')),
  configured('[alias]\n\tst = "!$"', run('st')),
  configured(
    '[alias]\n\tstatus = "!$"\n\tconfig = "!$"\n\trev-parse = "!$"\n\tdiff-tree = "!$"\n\tls-files = "!$"\n\tcat-file = "!$"',
  ),
  configured('[trailer "x"]\n\tcmd = $', run('interpret-trailers', '--trailer', 'x=1')),
  configured('[trailer "y"]\n\tkey = y\n\tcommand = $', run('interpret-trailers', '--trailer', 'y=1')),
  configured('[interactive] diffFilter = $'),
  configured('[browser "x"]\n\tcmd = $\n[web]\n\tbrowser = x', run('web--browse', 'http://example.com')),
  configured('[man "x"]\n\tcmd = $\n[man]\n\tviewer = x\n[help]\n\tformat = man', run('help', 'status')),
  configured('[difftool "x"]\n\tcmd = $', run('difftool', '--no-prompt', '--tool=x')),
  configured('[mergetool "x"]\n\tcmd = $\n[guitool "x"]\n\tcmd = $'),
  configured(
    '[instaweb]\n\thttpd = $\n[sendemail]\n\tsmtpServer = $\n\tsendmailCmd = $\n[imap]\n\ttunnel = $',
  ),
  configured('[tar "x"] command = $', run('archive', '--format=x', 'HEAD')),
  // Signatures.
  configured('[gpg] program = $', run('commit', '--allow-empty', '-S', '-m', 'x')),
  configured(
    '[gpg "ssh"]\n\tprogram = $',
    run('-c', 'gpg.format=ssh', '-c', 'user.signingkey=/k', 'commit', '--allow-empty', '-Sk', '-m', 'x'),
  ),
  {
    name: 'a signed commit that log.showSignature wants verified',
    set: (clone, name) => {
      const commit = clone
        .git('cat-file', 'commit', 'HEAD')
        .replace('\n\n', '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n')
      const id = clone.git(
        'hash-object',
        '-t',
        'commit',
        '-w',
        '--literally',
        clone.put('.git/commit', commit),
      )
      clone.git('update-ref', 'HEAD', id.trim())
      clone.config(`[log]\n\tshowSignature = true\n[gpg]\n\tprogram = ${clone.trap(name)}`)
    },
    spring: run('log', '-1'),
    alone: true,
  },
  // Transports.
  configured('[core] sshCommand = $', run('ls-remote', 'ssh://example.com/x')),
  configured('[core] gitProxy = $', run('ls-remote', 'git://example.com/x')),
  configured('[remote "up"]\n\turl = /nowhere\n\tuploadpack = $', run('fetch', 'up')),
  configured('[remote "out"]\n\turl = /nowhere\n\treceivepack = $', run('push', 'out', 'main')),
  configured('[remote "vcs"]\n\turl = x\n\tvcs = trap\n\tproxy = x'),
  configured(
    '[url "ext::$ "]\n\tinsteadOf = https:\n[protocol "ext"]\n\tallow = always',
    run('ls-remote', 'https://example.com'),
  ),
  configured(
    '[uploadpack]\n\tpackObjectsHook = $\n[receive]\n\tprocReceiveRefs = refs\n[core]\n\talternateRefsCommand = $',
  ),
  {
    name: 'a transport that fetches what a partial clone lacks',
    set: (clone, name) => {
      clone.config(
        `[core]\n\trepositoryformatversion = 1\n[extensions]\n\tpartialClone = p\n[protocol "ext"]\n\tallow = always\n` +
          `[remote "p"]\n\turl = ext::${clone.trap(name)}\n\tpromisor = true\n\tpartialclonefilter = blob:none\n\tuploadpack = ${clone.trap(name)}`,
      )
      const tree = clone.git('rev-parse', 'HEAD^{tree}').trim()
      rmSync(join(clone.path, '.git/objects', tree.slice(0, 2)), { recursive: true })
    },
    spring: status,
    alone: true,
  },
  // Large files.
  configured(
    '[lfs "extension.trap"]\n\tclean = $\n\tsmudge = $\n\tpriority = 0\n[lfs]\n\tstandalonetransferagent = trap\n[lfs "customtransfer.trap"]\n\tpath = $',
  ),
  {
    name: 'extensions in a .lfsconfig',
    set: (clone, name) => {
      clone.put('.lfsconfig', `[lfs "extension.file"]\n\tclean = ${clone.trap(name)}\n\tpriority = 0\n`)
    },
  },
  // Submodules and repositories inside.
  {
    name: 'the configuration of a submodule',
    set: (clone, name) => {
      appendFileSync(
        withSubmodule(clone),
        `[core]\n\tfsmonitor = ${clone.trap(name)}\n[submodule]\n\trecurse = true\n`,
      )
    },
    spring: status,
    alone: true,
  },
  {
    name: 'the hooks of a submodule that the model stands in',
    set: (clone, name) => {
      withSubmodule(clone)
      clone.trap(name, '.git/modules/sub/hooks/post-index-change')
      clone.put('sub/file.txt', 'x')
      gitAs({}, join(clone.path, 'sub'), '-c', 'core.hooksPath=/dev/null', 'add', '--all')
      utimesSync(join(clone.path, 'sub/file.txt'), 1, 1)
    },
    spring: (clone) => gitAs({}, join(clone.path, 'sub'), 'status'),
    workspace: 'sub',
    alone: true,
  },
  {
    name: 'the update of a submodule',
    set: (clone, name) => {
      withSubmodule(clone)
      clone.config(`[submodule "sub"]\n\tupdate = "!${clone.trap(name)}"`)
      gitAs({}, join(clone.path, 'sub'), 'commit', '--quiet', '--allow-empty', '-m', 'x')
    },
    spring: run('submodule', 'update', '--force'),
    alone: true,
  },
  {
    name: 'a repository inside, which git sees as untracked',
    set: (clone, name) => {
      gitAs({}, clone.path, 'init', '--quiet', 'inside')
      clone.put('inside/.git/config', `[core]\n\tfsmonitor = ${clone.trap(name)}\n`)
    },
    spring: (clone) => gitAs({}, join(clone.path, 'inside'), 'status'),
    alone: true,
  },
  {
    name: 'a bare repository inside, with a work tree of its own words, that is the workspace',
    set: (clone, name) => {
      const dir = hostileGitDir(clone, 'bare', name)
      appendFileSync(join(dir, 'config'), '[core]\n\tbare = false\n\tworktree = ..\n')
    },
    spring: (clone) => gitAs({}, join(clone.path, 'bare'), 'status'),
    workspace: 'bare',
    alone: true,
  },
  {
    name: 'a bare root',
    set: (clone, name) => {
      hostileGitDir(clone, '.fake', name)
      rmSync(join(clone.path, '.git'), { recursive: true })
      for (const one of readdirSync(join(clone.path, '.fake')))
        renameSync(join(clone.path, '.fake', one), join(clone.path, one))
      appendFileSync(join(clone.path, 'config'), '[core]\n\tbare = false\n\tworktree = .\n')
    },
    spring: status,
    alone: true,
  },
  // Where the repository is.
  pointer('a pointer into the clone', 'gitdir: fake\n', true),
  pointer('a pointer with Windows line ends', 'gitdir: ./fake\r\n', true),
  pointer('a pointer with spaces at its end', 'gitdir: fake  \n', false),
  pointer('a pointer with more lines', 'gitdir: fake\n\n\n', true),
  pointer('a pointer with a byte order mark', '\uFEFFgitdir: fake\n', false),
  pointer('a pointer to a folder on the way back', 'gitdir: ../clone/./fake\n', true),
  commondir('into the clone', '../fake\n', true),
  commondir('with Windows line ends', '../fake\r\n', false),
  commondir('without a line end', '../fake', true),
  commondir('with spaces at its end', '../fake \n', false),
  {
    name: 'a work tree elsewhere, which holds traps of its own',
    set: (clone, name) => {
      hostileGitDir(clone, 'elsewhere/.git', name)
      clone.config(`[core]\n\tworktree = ${clone.path}/elsewhere\n\tfsmonitor = ${clone.trap(name)}`)
    },
    spring: status,
    alone: true,
  },
  {
    name: 'an entry among the linked work trees that leads to another repository',
    set: (clone, name) => {
      const dir = hostileGitDir(clone, 'fake', name)
      clone.put('.git/worktrees/evil/HEAD', 'ref: refs/heads/main\n')
      clone.put('.git/worktrees/evil/commondir', `${dir}\n`)
      clone.put('.git/worktrees/evil/gitdir', `${clone.path}/elsewhere/.git\n`)
      clone.put('elsewhere/.git', `gitdir: ${clone.path}/.git/worktrees/evil\n`)
    },
    spring: (clone) => gitAs({}, join(clone.path, 'elsewhere'), 'status'),
    workspace: 'elsewhere',
    alone: true,
  },
  // The environment of a runner that the clone configures.
  inEnvironment(
    'GIT_CONFIG_GLOBAL',
    (clone, name) => ({ GIT_CONFIG_GLOBAL: filterFile(clone, name) }),
    'status',
  ),
  inEnvironment(
    'GIT_CONFIG_SYSTEM',
    (clone, name) => ({ GIT_CONFIG_NOSYSTEM: '0', GIT_CONFIG_SYSTEM: filterFile(clone, name) }),
    'status',
  ),
  inEnvironment(
    'GIT_CONFIG_COUNT',
    (clone, name) => ({
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: clone.trap(name),
    }),
    'status',
  ),
  inEnvironment(
    'GIT_CONFIG_PARAMETERS',
    (clone, name) => ({ GIT_CONFIG_PARAMETERS: `'core.fsmonitor=${clone.trap(name)}'` }),
    'status',
  ),
  inEnvironment(
    'HOME',
    (clone, name) => {
      clone.put('.home/.gitconfig', readFileSync(filterFile(clone, name), 'utf8'))
      return { HOME: join(clone.path, '.home') }
    },
    'status',
  ),
  inEnvironment(
    'XDG_CONFIG_HOME',
    (clone, name) => {
      clone.put('.config/git/config', readFileSync(filterFile(clone, name), 'utf8'))
      return { XDG_CONFIG_HOME: join(clone.path, '.config') }
    },
    'status',
  ),
  inEnvironment(
    'GIT_EXEC_PATH',
    (clone, name) => {
      clone.trap(name, '.exec/git-x')
      clone.trap(name, '.exec/sh')
      return { GIT_EXEC_PATH: join(clone.path, '.exec') }
    },
    'x',
  ),
  inEnvironment(
    'GIT_DIR',
    (clone, name) => ({
      GIT_DIR: existsSync(join(clone.path, 'fake'))
        ? join(clone.path, 'fake')
        : hostileGitDir(clone, 'fake', name),
    }),
    'status',
  ),
  inEnvironment(
    'GIT_EXTERNAL_DIFF, GIT_SSH_COMMAND, GIT_ASKPASS, GIT_EDITOR, GIT_PAGER',
    (clone, name) =>
      Object.fromEntries(
        ['GIT_EXTERNAL_DIFF', 'GIT_SSH_COMMAND', 'GIT_ASKPASS', 'GIT_EDITOR', 'GIT_PAGER'].map((key) => [
          key,
          clone.trap(name),
        ]),
      ),
    'diff',
    '--',
    'edited.txt',
  ),
  OF_THE_RUNTIME,
  ...['git', 'sh', 'node', 'bun', 'git-lfs'].map((program) => onPath(program, 'node_modules/.bin')),
  onPath('git', 'bin'),
  onPath('git', 'tools', true),
]

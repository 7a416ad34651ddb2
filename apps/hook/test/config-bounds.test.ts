import { describe, expect, test } from 'bun:test'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '@dos/hook-call/config/config'
import { MOST_SECONDS } from '@dos/hook-call/config/config-bounds'
import { isOrdinary } from '@dos/hook-call/config/ordinary-names'
import fc from 'fast-check'
import { call, report } from './support/fake-io.ts'
import { makeWorkspace } from './support/workspace.ts'

/** What a workspace's and the user's own file come to. */
async function read(files: { readonly dos?: string; readonly own?: string }) {
  using workspace = makeWorkspace()
  const root = workspace.folder('work')
  if (files.dos !== undefined) workspace.put('work/dos.toml', files.dos)
  if (files.own !== undefined) workspace.put('home/.config/dos-hook/config.toml', files.own)
  return readConfig(root, { HOME: join(workspace.path, 'home') })
}

/** The configuration of files that can be used. */
async function good(files: { readonly dos?: string; readonly own?: string }) {
  const reading = await read(files)
  if (!reading.ok) throw new Error(reading.complaint)
  return {
    ...reading.config,
    warnings: reading.warnings.map((line) => line.replace(/^.*(?=:\d+:\d+: )/, '')),
  }
}

/** Variables that somebody's ordinary session has. */
const ORDINARY: readonly string[] = `
  PATH Path HOME USER LOGNAME SHELL PWD OLDPWD SHLVL _ LANG LC_ALL LC_CTYPE TZ TERM COLORTERM TERM_PROGRAM
  TERM_PROGRAM_VERSION TMUX TMUX_PANE STY WINDOWID COLUMNS DISPLAY WAYLAND_DISPLAY XDG_SESSION_ID
  XDG_RUNTIME_DIR DBUS_SESSION_BUS_ADDRESS XAUTHORITY GNOME_TERMINAL_SCREEN GTK_MODULES QT_ACCESSIBILITY
  KDE_FULL_SESSION DESKTOP_SESSION GDMSESSION_ID_PATH SSH_AUTH_SOCK SSH_CONNECTION SSH_TTY GPG_TTY SUDO_USER
  MAIL EDITOR VISUAL PAGER LESS LESSOPEN LS_COLORS HISTSIZE HISTCONTROL PS1 BASH_VERSION ZSH ZDOTDIR
  STARSHIP_SHELL APPDATA LOCALAPPDATA USERPROFILE SystemRoot windir ComSpec PATHEXT ProgramFiles(x86) OS
  NUMBER_OF_PROCESSORS PROCESSOR_ARCHITECTURE PSModulePath WSLENV VS140COMNTOOLS WSL_DISTRO_NAME WT_SESSION
  MSYSTEM __CFBundleIdentifier XPC_FLAGS Apple_PubSub_Socket_Render COMMAND_MODE TERM_SESSION_ID
  ITERM_PROFILE CLAUDECODE CLAUDE_CODE_ENTRYPOINT CLAUDE_PROJECT_DIR ANTHROPIC_API_KEY CODEX_HOME
  OPENAI_API_KEY GEMINI_CLI GOOGLE_API_KEY QWEN_HOME COPILOT_HOME CURSOR_TRACE_ID FACTORY_PROJECT_DIR
  AI_AGENT VSCODE_PID VSCODE_IPC_HOOK INSIDE_EMACS NVIM TERMINAL_EMULATOR ELECTRON_RUN_AS_NODE CI
  GITHUB_ACTIONS GITHUB_TOKEN RUNNER_OS GITLAB_CI JENKINS_URL BUILD_ID TF_BUILD TRAVIS NODE_ENV NODE_OPTIONS
  npm_config_user_agent npm_lifecycle_event NVM_DIR PNPM_HOME BUN_INSTALL VOLTA_HOME INIT_CWD PYTHONPATH
  VIRTUAL_ENV CONDA_PREFIX UV_CACHE_DIR GOPATH GOROOT CARGO_HOME RUSTUP_HOME JAVA_HOME SDKMAN_DIR GEM_HOME
  RBENV_SHELL DOTNET_ROOT NIX_PATH HOMEBREW_PREFIX GIT_EDITOR GIT_PAGER HUSKY CC CFLAGS LD_LIBRARY_PATH
  DYLD_LIBRARY_PATH PKG_CONFIG_PATH MAKEFLAGS AWS_PROFILE AZURE_CONFIG_DIR KUBECONFIG DOCKER_HOST container
  CODESPACES REMOTE_CONTAINERS LSCOLORS HTTP_PROXY https_proxy no_proxy ALL_PROXY SSL_CERT_FILE
  DEBIAN_FRONTEND DEBUG NO_COLOR FORCE_COLOR INVOCATION_ID JOURNAL_STREAM MANAGERPID SYSTEMD_EXEC_PID
  DIRENV_DIR MISE_SHELL FNM_DIR HOSTNAME GDMSESSION WINDOWPATH MOTD_SHOWN NoDefaultCurrentDirectoryInExePath
  GOROOT_1_21_X64 buildInputs CONDA KUBERNETES_PORT_443_TCP DB_SERVICE_PORT_HTTPS DB_PORT_443_TCP_PROTO
  NVS_DIR IS_SANDBOX HTTPLIB2_CA_CERTS SOME_TOOL_HOME WHATEVER_PATH MY_API_KEY FOO_VERSION DOS_HOOK_METRICS
  CODEFRESH_BUILD BITRISE_IO SCREWDRIVER TASK_ID RUN_ID BUDDY EAS_BUILD GO_PIPELINE_NAME VELA SOURCEHUT
  WATCH WORDCHARS STTY SPROMPT EXINIT DOMTERM PTYXIS_PROFILE WAVETERM RSTUDIO JPY_SESSION_NAME POSITRON
  HERMIT_ENV FLOX_ENV IN_DEVENV DEVBOX_SHELL_ENABLED INCLUDE LIB LIBPATH VisualStudioVersion DevEnvDir
  __DOTNET_ADD_64BIT C9_PROJECT ACC_CLOUD MONOSPACE_ENV K_REVISION WEBSITE_SITE_NAME VCAP_APPLICATION MODAL_TASK_ID
  LIMA_INSTANCE APPTAINER_NAME OS_USERNAME JULES_SESSION_ID IFLOW_CLI NIXOS_OZONE_WL DRI_PRIME STEAMAPPID
  ICEAUTHORITY PRINTER MAILDIR DEBEMAIL ORGANIZATION TEXINPUTS TWO_TASK ROS_DISTRO EMSDK SENTRY_DSN DD_ENV
  OP_ACCOUNT CHEZMOI TASKRC FAKEROOTKEY RUNLEVEL SUBSYSTEM
  MANPATH INFOPATH TMPDIR TEMP
`
  .trim()
  .split(/\s+/)

/** Sentinels of loops. */
const OWN = [
  'DOS_LOOP',
  'CID_RUN_ID',
  'MY_LOOP',
  'RALPH',
  'RALPH_LOOP',
  'LOOP',
  'LOOP_ID',
  'NIGHTLY',
  'MINE',
  'GOAL_RUN',
  'X',
]

describe('A variable that ordinary sessions have', () => {
  test.each(ORDINARY)('%s arms nothing by a dos.toml, which is said', async (name) => {
    using workspace = makeWorkspace()
    using elsewhere = makeWorkspace()
    const file = workspace.put('dos.toml', `[marker]\narm_on_env = [${JSON.stringify(name)}]\n`)
    const value = name === 'CLAUDE_PROJECT_DIR' ? workspace.path : elsewhere.path
    const said = await call(['marker'], { stdin: workspace.stop(), env: { [name]: value } })
    const warning = `arm_on_env: ${JSON.stringify(name)} may be set in any session and arms nothing here; use a name of your own`
    expect(said).toMatchObject({ stdout: [], stderr: [`warning: ${file}:2:14: ${warning}`] })
    expect(workspace.all()).toEqual(['dos.toml'])
  })

  test.each(OWN)('is not %s', async (name) => {
    using workspace = makeWorkspace()
    workspace.put('dos.toml', `marker = { arm_on_env = "  ${name} " }\n`)
    const said = await report([], { stdin: workspace.stop(), env: { [name]: '1' } })
    expect(said).toMatchObject({ armed: true, armed_by: 'env', armed_name: name, warnings: [] })
  })

  test('leaves the names beside it as they are', async () => {
    const names = ORDINARY.flatMap((name, at) => [name, OWN[at] ?? ''])
    const { marker, warnings } = await good({
      dos: `[marker]\narm_on_env = ${JSON.stringify(names.slice(0, 20))}\n`,
    })
    expect(marker.armOnEnv).toEqual(OWN.slice(0, 10))
    expect(warnings).toEqual([
      ':2:14: arm_on_env: "PATH", "Path", "HOME" and 7 more may be set in any session and arms nothing here; use a name of your own',
    ])
  })

  test('arms by the own file of the user, who may want that', async () => {
    expect((await good({ own: '[marker]\narm_on_env = ["CI"]\n' })).marker.armOnEnv).toEqual(['CI'])
  })

  test('is not hidden behind a NUL, before which Node stops to read a name', async () => {
    const { marker, warnings } = await good({ dos: '[marker]\narm_on_env = ["MINE", "PATH\\u0000X"]\n' })
    expect(marker.armOnEnv).toEqual(['MINE'])
    expect(warnings).toHaveLength(1)
  })

  test('is told of any name, however long and odd', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => typeof isOrdinary(name) === 'boolean'))
    expect(isOrdinary(`GIT_${'A'.repeat(100_000)}`)).toBe(true)
    expect(isOrdinary(`${'A_'.repeat(50_000)}PATH`)).toBe(true)
    expect(isOrdinary(`${'A_'.repeat(50_000)}LOOP`)).toBe(false)
  })
})

describe('A cap of a file counts up to 100', () => {
  test.each([
    ['[marker]\nmax_streak = 101\n', 100, 100, 1],
    ['[marker]\nmax_streak = 100\n', 100, 100, 0],
    ['[noop_streak]\nmax_streak = 9007199254740991\n', 100, 100, 1],
    ['[wake]\nmax_streak = 1000\n', 4, 100, 1],
    [
      '[marker]\nmax_streak = 1000\n[wake]\nmax_streak = 2000\n[noop_streak]\nmax_streak = 3000\n',
      100,
      100,
      3,
    ],
  ])('in a workspace and in the own file: %j', async (text, cap, ticks, warned) => {
    for (const files of [{ dos: text }, { own: text }]) {
      const { marker, wake, warnings } = await good(files)
      expect([marker.maxStreak, wake?.maxStreak]).toEqual([cap, ticks])
      expect(warnings).toHaveLength(warned)
      for (const warning of warnings) {
        expect(warning).toContain(
          'max_streak counts as 100, the most that a file may ask for; --max-markers takes more',
        )
      }
    }
  })
})

describe('A time of a workspace', () => {
  test('counts up to ten minutes; of the own file it counts as it is', async () => {
    const table =
      '[wait]\nbackground = true\nmax_seconds = 86400\nevery_seconds = 601\nmax_every_seconds = 7000.5\n'
    const bounded = await good({ dos: table })
    expect(bounded.wait).toMatchObject({
      maxSeconds: MOST_SECONDS,
      everySeconds: MOST_SECONDS,
      maxEverySeconds: MOST_SECONDS,
    })
    expect(bounded.warnings).toHaveLength(3)
    const own = await good({ own: table })
    expect(own.wait).toMatchObject({ maxSeconds: 86_400, everySeconds: 601, maxEverySeconds: 7000.5 })
    expect(own.warnings).toEqual([])
  })

  test('that is no time is refused as ever', async () => {
    for (const value of ['0', '-1', 'inf', 'nan', '"9"', '86401']) {
      const { ok } = await read({ dos: `[wait]\nmax_seconds = ${value}\n` })
      // What is too long is bounded before it is judged.
      expect([value, ok]).toEqual([value, value === 'inf' || value === '86401'])
    }
  })
})

describe('A path that is watched', () => {
  test('lies in the workspace, behind its links too, or is left out; the own file may lead anywhere', async () => {
    using workspace = makeWorkspace()
    const root = workspace.folder('work')
    workspace.put('secret', 'x')
    symlinkSync('../secret', join(root, 'link'))
    symlinkSync('..', join(root, 'up'))
    symlinkSync('sub', join(root, 'down'))
    workspace.folder('work/sub')
    const inside = ['a', './a', 'sub', 'sub/../b', '..a', 'down', 'down/x', join(root, 'c'), '.']
    const outside = [
      '../secret',
      '..',
      '/etc/passwd',
      'a/../../secret',
      'link',
      'up',
      'up/secret',
      'up/none',
      '../work2',
    ]
    const list = (paths: readonly string[]) => `[progress]\npaths = ${JSON.stringify(paths)}\n`
    const progress = async (text: string, where: string) => {
      workspace.put('work/dos.toml', where === 'dos' ? text : '')
      workspace.put('home/.config/dos-hook/config.toml', where === 'own' ? text : '')
      const reading = await readConfig(root, { HOME: join(workspace.path, 'home') })
      if (!reading.ok) throw new Error(reading.complaint)
      return { paths: reading.config.progress?.paths, warnings: reading.warnings }
    }
    expect(await progress(list(inside), 'dos')).toEqual({ paths: inside, warnings: [] })
    for (const path of outside) {
      const { paths, warnings } = await progress(list([path, 'a']), 'dos')
      expect([path, paths, warnings.length]).toEqual([path, ['a'], 1])
    }
    expect(await progress(list(outside), 'own')).toEqual({ paths: outside, warnings: [] })
  })

  test.each([
    '\\\\host\\share',
    '//host/share',
    '\\/host/share',
    '/\\host',
    ' //host/x',
    '\\\\?\\UNC\\h\\s',
    '//./pipe/x',
  ])('is refused where it may be on another machine: %s', async (path) => {
    for (const where of ['dos', 'own']) {
      const reading = await read({ [where]: `[progress]\npaths = ["a", ${JSON.stringify(path)}]\n` })
      expect(reading).toMatchObject({
        ok: false,
        complaint: expect.stringContaining(':2:9: paths must be on this machine'),
      })
    }
  })
})

describe("The user's own config.toml", () => {
  test('gives the defaults of every workspace, setting by setting', async () => {
    const own =
      '[marker]\nmax_streak = 7\narm_on_env = ["OWN"]\n[wake]\nrearm = "deny"\n[wait]\nbackground = true\nmax_seconds = 60\n'
    const dos = '[marker]\narm_on_env = ["MINE"]\n[wait]\nmax_seconds = 30\n'
    expect(await good({ own, dos })).toMatchObject({
      marker: { maxStreak: 7, armOnEnv: ['MINE'] },
      wake: { maxStreak: 7, rearm: 'deny' },
      wait: { background: true, maxSeconds: 30 },
    })
  })

  test.each([
    // The own file, the workspace's, the cap of the marker, that of wake
    ['[marker]\nmax_streak = 7\n', '', 7, 7],
    ['[marker]\nmax_streak = 7\n', '[marker]\nmax_streak = 2\n', 2, 2],
    ['[marker]\nmax_streak = 7\n', '[noop_streak]\nmax_streak = 2\n', 2, 2],
    ['[noop_streak]\nmax_streak = 7\n', '[marker]\nhold_form = "context"\n', 7, 7],
    ['[noop_streak]\nmax_streak = 7\n[marker]\nmax_streak = 3\n', '', 3, 3],
    ['[wake]\nmax_streak = 7\n', '', 4, 7],
    ['[wake]\nmax_streak = 7\n', '[marker]\nmax_streak = 2\n', 2, 2],
    ['[marker]\nmax_streak = 7\n', '[wake]\nmax_streak = 2\n', 7, 2],
  ])('%j below %j makes caps of %i and %i', async (own, dos, cap, ticks) => {
    const { marker, wake } = await good({ own, dos })
    expect([marker.maxStreak, wake?.maxStreak]).toEqual([cap, ticks])
  })

  test('that is malformed releases, with one line that names file, line and column', async () => {
    using workspace = makeWorkspace()
    const own = workspace.put('xdg/dos-hook/config.toml', '[marker]\nmax_streak = "4"\n')
    const env = { XDG_CONFIG_HOME: join(workspace.path, 'xdg') }
    const said = await call(['marker', '--loop'], { stdin: workspace.stop(), env })
    expect(said).toMatchObject({
      stdout: [],
      stderr: [`${own}:2:14: max_streak must be a whole number, 0 or more, but is "4"`],
    })
  })

  test('is looked for only where the environment names a whole path', async () => {
    using workspace = makeWorkspace()
    workspace.put('.config/dos-hook/config.toml', '[marker]\nmax_streak = 9\n')
    workspace.put('dos-hook/config.toml', '[marker]\nmax_streak = 8\n')
    const cap = async (env: Readonly<Record<string, string>>) => {
      const reading = await readConfig(workspace.folder('work'), env)
      return reading.ok ? reading.config.marker.maxStreak : reading
    }
    expect(await cap({})).toBe(4)
    expect(await cap({ HOME: '' })).toBe(4)
    expect(await cap({ HOME: '.' })).toBe(4)
    expect(await cap({ HOME: workspace.path })).toBe(9)
    expect(await cap({ HOME: workspace.path, XDG_CONFIG_HOME: workspace.path })).toBe(8)
    expect(await cap({ HOME: workspace.path, XDG_CONFIG_HOME: 'relative' })).toBe(9)
  })
})

/** Texts of 64 KiB at most that cost as much as such a text can. */
const HEAVY: readonly (readonly [what: string, text: string, refused: RegExp | undefined])[] = [
  ['unknown keys', `[marker]\n${lines(8000, (at) => `k${at}=1`)}`, /more than 750 keys, values and tables$/],
  ['unknown keys in one line', `marker={${lines(8000, (at) => `k${at}=1,`)}}`, /more than 750 keys/],
  ['keys of another table', `[other]\n${lines(8000, (at) => `k${at}=1`)}`, /more than 750 keys/],
  ['a list of a wrong type', `[marker]\nmax_streak=[${'1,'.repeat(32_000)}]`, /more than 750 keys/],
  ['a dotted key', `[marker]\n${'a.'.repeat(32_000)}a=1`, /more than 750 keys/],
  ['headers', lines(8000, (at) => `[a${at}]`), /more than 750 keys/],
  ['lists in lists', `x=${'['.repeat(65_000)}`, /more than 750 keys/],
  ['commas behind comments', `x=[\n${'1,#\n'.repeat(16_000)}]`, /more than 750 keys/],
  ['a # in a string, which is no comment', `"\u2028#"=[${'1,'.repeat(30_000)}]`, /more than 750 keys/],
  ['a number', `x=${'9'.repeat(65_000)}`, /a number of more than 400 digits$/],
  ['a number with underscores', `x=${'1_'.repeat(32_000)}1`, /a number of more than 400 digits$/],
  ['a comment', `#${'x'.repeat(65_000)}\n[marker]\nmax_streak = 2`, undefined],
  [
    'comments full of signs',
    `${lines(700, () => `# ====, [a.b] = {c, d, e}. ${'.'.repeat(60)}`)}max = 1`,
    undefined,
  ],
  ['a string', `x="${'y'.repeat(65_000)}"`, undefined],
  ['blank lines', '\n'.repeat(65_000), undefined],
  ['a key', `[marker]\n${'k'.repeat(65_000)}=1`, undefined],
]

describe('A dos.toml of 64 KiB', () => {
  test.each(HEAVY)('of %s is refused or read, and says little', async (_, dos, refused) => {
    const reading = await read({ dos })
    expect(reading.ok).toBe(refused === undefined)
    const said = reading.ok ? reading.warnings : [reading.complaint]
    expect(said.join('\n')).toMatch(refused ?? /^$|has no key "k+…$/)
    expect(said.join('\n').length).toBeLessThan(400)
  })

  test('is the longest there may be', async () => {
    expect((await read({ dos: `#${'x'.repeat(65_535)}` })).ok).toBe(true)
    expect(await read({ dos: `#${'x'.repeat(65_536)}` })).toMatchObject({
      ok: false,
      complaint: expect.stringMatching(/is longer than 65536 bytes$/),
    })
  })

  test('has five warnings told, and the others counted, over all its tables', async () => {
    const table = (name: string, keys: number) => `[${name}]\n${lines(keys, (at) => `odd${at} = 1`)}`
    const dos = `max = 1\n${['marker', 'wait', 'wake', 'progress', 'noop_streak'].map((name) => table(name, 7)).join('')}`
    const { warnings } = await good({ dos })
    expect(warnings).toHaveLength(6)
    expect(warnings.at(-1)).toBe('and 30 more like these')
  })

  test('has five problems told at most', async () => {
    const dos = `[wait]\n${[
      'background',
      'until',
      'every_seconds',
      'max_every_seconds',
      'max_seconds',
      'then',
    ]
      .map((key) => `${key} = []\n`)
      .join('')}[marker]\nmax_streak = "x"\n`
    const reading = await read({ dos })
    expect(reading.ok ? [] : reading.complaint.split('; ')).toHaveLength(6)
    expect(reading).toMatchObject({ complaint: expect.stringMatching(/; and 2 more like these$/) })
  })
})

function lines(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => `${line(at)}\n`)
    .join('')
    .slice(0, 65_000)
}

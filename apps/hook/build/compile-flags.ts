/**
 * What every compiled binary is built with. Bytecode saves parsing, and splitting leaves what a call doesn't ask for
 * untouched: in one piece all of it is read at every start, which was measured at a third of a call; without autoload
 * the folder it is started in can't run code or set variables through bunfig.toml, .env, tsconfig.json or package.json;
 * and a process that lives for a few milliseconds gains nothing from tiering up its JIT.
 */
export const COMPILE_FLAGS: readonly string[] = [
  '--compile',
  '--bytecode',
  '--splitting',
  '--format=esm',
  '--minify',
  '--no-compile-autoload-dotenv',
  '--no-compile-autoload-bunfig',
  '--no-compile-autoload-tsconfig',
  '--no-compile-autoload-package-json',
  '--compile-jit-policy=100',
]

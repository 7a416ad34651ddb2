/**
 * bun run check:structure
 *
 * Checks the house from the imports themselves, those of types included: no circle between files or between rooms, and no
 * import from a floor to one above it. A room is a folder of a package; a file that lies beside the rooms is one by
 * itself. Prints the figures of each package that has rooms.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const ROOT = dirname(import.meta.dir)

/** Which package may import which: those on a line import only from the lines below it. ARCHITECTURE.md tells why. */
const FLOORS: readonly (readonly string[])[] = [
  ['scripts'],
  ['apps/hook'],
  ['apps/desk'],
  ['packages/hook-call', 'packages/hook-doctor'],
  ['packages/command-line', 'packages/stop-decision', 'packages/tally-view'],
  [
    ...['marker-gate', 'wake-gate', 'progress', 'wait', 'hook-wiring'].map(inPackages),
    ...['marker-sensor', 'hook-metrics'].map(inPackages),
  ],
  ['noop-streak', 'hook-dialect', 'terminal-text'].map(inPackages),
  ['packages/toml-table'],
]

function inPackages(name: string): string {
  return `packages/${name}`
}

/** Arrows from each thing to the things that it imports. */
type Arrows = ReadonlyMap<string, ReadonlySet<string>>

const files = FLOORS.flat().flatMap(sourcesOf)
const imports: Arrows = new Map(files.map((file) => [file, new Set(importsOf(file))]))
const faults: string[] = [...circleIn(imports, 'files'), ...upwards()]
for (const name of FLOORS.flat()) {
  const rooms = grouped(imports, (file) => (file.startsWith(`${name}/`) ? roomOf(file, name) : undefined))
  faults.push(...circleIn(rooms, `rooms of ${name}`))
  const arrows = [...rooms.values()].reduce((sum, to) => sum + to.size, 0)
  if (rooms.size > 1) console.log(`${name}: ${rooms.size} rooms, ${arrows} arrows, ${floorsOf(rooms)} floors`)
}
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exit(1)
console.log(`ok  ${files.length} files: no circle, and no import to a floor above`)

function sourcesOf(name: string): readonly string[] {
  const folders = name === 'scripts' ? [name] : [`${name}/src`, `${name}/build`]
  return folders
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|mjs)$/.test(file))
        .map((file) => join(folder, file)),
    )
}

/** The files of this repository that a file imports, statically, dynamically or for types alone. */
function importsOf(file: string): readonly string[] {
  const code = readFileSync(join(ROOT, file), 'utf8').replaceAll(/^\s*(\*|\/\*|\/\/).*$/gm, '')
  return [...code.matchAll(/\b(?:from|import)[\s(]*'([^']+)'/g)].flatMap(([, name = '']) => {
    const target = name.startsWith('.') ? join(dirname(file), name) : sourceOf(name)
    return target !== undefined && files.includes(target) ? [target] : []
  })
}

/** The source of `@dos/NAME` or `@dos/NAME/PATH`. */
function sourceOf(specifier: string): string | undefined {
  const [, name, path = 'index'] = /^@dos\/([^/]+)(?:\/(.+))?$/.exec(specifier) ?? []
  const home = FLOORS.flat().find((one) => one.endsWith(`/${name}`))
  return home && `${home}/src/${path}.ts`
}

function roomOf(file: string, name: string): string {
  const [, inside = '', more] = relative(name, file).split('/')
  return more === undefined ? relative(name, file) : inside
}

/** The same arrows between groups; what has no group is left out. */
function grouped(arrows: Arrows, groupOf: (name: string) => string | undefined): Arrows {
  const groups = new Map<string, Set<string>>()
  for (const [from, targets] of arrows) {
    const group = groupOf(from)
    if (group === undefined) continue
    const others = [...targets].map(groupOf).filter((to) => to !== undefined && to !== group)
    groups.set(group, new Set([...(groups.get(group) ?? []), ...(others as string[])]))
  }
  return groups
}

/** A circle, if there is one, in a sentence. */
function circleIn(arrows: Arrows, what: string): readonly string[] {
  const done = new Set<string>()
  const visit = (name: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name]
    if (done.has(name)) return undefined
    for (const to of arrows.get(name) ?? []) {
      const circle = visit(to, [...path, name])
      if (circle !== undefined) return circle
    }
    done.add(name)
    return undefined
  }
  for (const name of arrows.keys()) {
    const circle = visit(name, [])
    if (circle !== undefined) return [`a circle between ${what}: ${circle.join(' -> ')}`]
  }
  return []
}

/** How many floors it takes when every arrow runs down. */
function floorsOf(arrows: Arrows): number {
  const height = (name: string): number =>
    1 + Math.max(0, ...[...(arrows.get(name) ?? [])].map((to) => height(to)))
  return circleIn(arrows, '').length > 0 ? Number.NaN : Math.max(...[...arrows.keys()].map(height))
}

function upwards(): readonly string[] {
  const floorOf = (file: string) =>
    FLOORS.findIndex((floor) => floor.some((name) => file.startsWith(`${name}/`)))
  const homeOf = (file: string) => FLOORS.flat().find((name) => file.startsWith(`${name}/`))
  return [...imports].flatMap(([from, targets]) =>
    [...targets]
      .filter((to) => homeOf(to) !== homeOf(from) && floorOf(to) <= floorOf(from))
      .map((to) => `an import to the same floor or one above: ${from} -> ${to}`),
  )
}

import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { DRAWING, drawHouse } from '../../../scripts/drawing/house.ts'
import { leaningsIn, roomsIn, withoutImplied } from '../../../scripts/drawing/leanings.ts'
import { FLOORS } from '../../../scripts/guards/house.ts'
import { readSources, withText, type Sources } from '../../../scripts/guards/sources.ts'

const houseOf = (files: Readonly<Record<string, string>>): Sources =>
  Object.entries(files).reduce<Sources>((sources, [file, text]) => withText(sources, `src/${file}`, text), new Map())

const small = houseOf({
  'server.ts': `import { routes } from './features/rounds/index.ts'`,
  'platform/db.ts': '',
  'features/history/index.ts': 'export const a = 1',
  'features/returns/index.ts': `import { a } from '../history/index.ts'\nexport const b = a`,
  'features/rounds/index.ts': `import type { b } from '../returns/index.ts'\nimport { a } from '../history/index.ts'\nexport const routes = [a]`,
})

test('the drawing shows the imports as they are: npm run draw makes it anew', () => {
  expect(readFileSync(DRAWING, 'utf8')).toBe(drawHouse(readSources('.')))
})

test('an import, a file and a name that is handed out each change the drawing; nothing else does', () => {
  const drawn = drawHouse(small)
  const changed = (file: string, text: string) => drawHouse(withText(small, `src/features/${file}`, text)) !== drawn
  expect(drawHouse(new Map([...small].toReversed()))).toBe(drawn)
  expect(changed('history/index.ts', 'export const a = 2')).toBe(false)
  expect(changed('history/new.ts', '')).toBe(true)
  expect(changed('returns/index.ts', 'export const b = 1')).toBe(true)
  expect(changed('returns/index.ts', `import { c } from '../history/index.ts'\nexport const b = c`)).toBe(true)
})

test('the page beside the drawing says of each feature, on its floor, what it is for', () => {
  const told = [...readFileSync('docs/architecture.md', 'utf8').matchAll(/^\| (\d+) +\| `(\w+)` +\| \S/gm)].map(
    ([, floor, name]) => `${floor} ${name}`,
  )
  expect(told.sort()).toEqual(
    roomsIn(readSources('.'))
      .map(({ name }) => `${FLOORS.findIndex(floor => floor.includes(name))} ${name}`)
      .sort(),
  )
})

test('it says in words what it shows, without the arrows that others imply', () => {
  expect(drawHouse(small)).toContain(
    'Floor 2: rounds, which imports from returns. Floor 1: returns, which imports from history. Floor 0: history.',
  )
})

test('two that lean on each other stay joined, and nobody loses a way', () => {
  const leanings = leaningsIn(readSources('.'))
  const kept = withoutImplied(leanings)
  expect(kept.length).toBeLessThan(leanings.length / 2)
  expect(waysOf(kept)).toEqual(waysOf(leanings))
})

/** Everybody whom each feature reaches, in any number of steps. */
function waysOf(leanings: readonly { from: string; to: string }[]): Record<string, string[]> {
  const ways = new Map<string, Set<string>>()
  for (const { from } of leanings) {
    const reached = new Set([from])
    for (const name of reached) for (const { from: next, to } of leanings) if (next === name) reached.add(to)
    ways.set(from, reached)
  }
  return Object.fromEntries([...ways].map(([from, reached]) => [from, [...reached].sort()]))
}

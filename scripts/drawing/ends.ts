import { el, widthOf, words, type Svg } from '../../src/platform/http/charts/svg.ts'
import { pathOf, takenBy } from '../guards/names.ts'
import type { Sources } from '../guards/sources.ts'

type Span = { left: number; right: number }

/** Under the roof: what is started, and what the program is made of. */
export function roof(sources: Sources, { left, right, top, bottom }: Span & { top: number; bottom: number }): Svg[] {
  const own = [...sources.keys()].flatMap(file => /^src\/(\w+)\.ts$/.exec(file)?.[1] ?? [])
  const imported = new Set([...sources].flatMap(([file, tree]) => takenBy(tree).map(({ from }) => pathOf(file, from))))
  const started = own.filter(name => !imported.has(`src/${name}.ts`))
  const middle = (left + right) / 2
  const say = (text: string, y: number, size: number, weight = 400) =>
    words(text, middle, y, { class: 'roof-words', 'font-size': size, 'font-weight': weight, 'text-anchor': 'middle' })
  return [
    el('path', { class: 'roof', d: `M${middle + 380} ${top + 4}h40v90h-40z` }),
    el('path', { class: 'roof', d: `M${left - 40} ${bottom}L${middle - 250} ${top}H${middle + 250}L${right + 40} ${bottom}Z` }),
    say('the program', top + 34, 16, 700),
    say(`started: ${started.join(', ')}`, top + 64, 16),
    ...lines(
      own.filter(name => !started.includes(name)),
      620,
    ).map((text, nth) => say(text, top + 94 + nth * 22, 15)),
  ]
}

function lines(names: readonly string[], width: number): string[] {
  const rows: string[][] = [[]]
  for (const name of names) {
    if (widthOf([...(rows.at(-1) ?? []), name].join(', ')) > width) rows.push([])
    rows.at(-1)?.push(name)
  }
  return rows.map(row => row.join(', '))
}

const STONE_HEIGHT = 30
const GAP = 6

/** Below the lowest floor: the folders of the platform, and how many files are in each. */
export function foundation(sources: Sources, { left, right, top }: Span & { top: number }): { drawn: Svg[]; bottom: number } {
  const inside = [...sources.keys()].flatMap(file => /^src\/platform\/(.+)\.ts$/.exec(file)?.[1] ?? [])
  const folders = [...new Set(inside.filter(file => file.includes('/')).map(file => file.slice(0, file.indexOf('/'))))]
  const stones = [
    ...folders.map(folder => `${folder} ${inside.filter(file => file.startsWith(`${folder}/`)).length}`),
    `single files ${inside.filter(file => !file.includes('/')).length}`,
  ]
  const drawn: Svg[] = []
  let [x, y] = [left + 92, top + 18]
  for (const stone of stones) {
    const width = widthOf(stone) + 16
    if (x + width > right - 16) [x, y] = [left + 92, y + STONE_HEIGHT + GAP]
    drawn.push(el('rect', { class: 'stone', x, y, width, height: STONE_HEIGHT, rx: 3 }))
    drawn.push(words(stone, x + width / 2, y + 20, { class: 'words', 'text-anchor': 'middle' }))
    x += width + GAP
  }
  const bottom = y + STONE_HEIGHT + 18
  const ground = el('rect', { class: 'ground', x: left - 24, y: top, width: right - left + 48, height: bottom - top })
  const name = words('platform', left, top + (bottom - top) / 2 + 6, { class: 'words', 'font-size': 16, 'font-weight': 700 })
  return { drawn: [ground, name, ...drawn], bottom }
}

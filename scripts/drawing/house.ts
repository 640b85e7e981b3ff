import { el, widthOf, words, type Svg } from '../../src/platform/http/charts/svg.ts'
import type { Sources } from '../guards/sources.ts'
import { foundation, roof } from './ends.ts'
import { leaningsIn, roomsIn, withoutImplied, type Leaning, type Room } from './leanings.ts'
import { layOut, type Layout, type Piece } from './places.ts'

/** The drawing that `npm run draw` writes. */
export const DRAWING = 'docs/pictures/house.svg'

/** Beside the walls, and between a wall and the room next to it. */
const GARDEN = 130
const INSIDE = 28
const LEAST_WALL = 1020
const ROOF_TOP = 76
const ROOF_HEIGHT = 150
const ROOM_HEIGHT = 94
const STOREY = 130
/** A file is a window, in rows that a wide room fills. */
const WINDOW = { width: 5, height: 7, pitch: 8, rows: 4 }
const LEAST_WIDTH = 92

/** Printed as in the light; a reader whose screen is dark gets dark paper. */
const STYLE = `
.paper{fill:#fbfdfc}.wall{fill:#eef5f4;stroke:#0f5257;stroke-width:3}.slab{stroke:#a9c6c3;stroke-width:1}.room{fill:#fff;stroke:#0f5257;stroke-width:1.5}
.roof{fill:#0f5257}.roof-words{fill:#fff}.ground{fill:#dcebe9;stroke:#0f5257;stroke-width:3}.stone{fill:#fff;stroke:#a9c6c3}
.words{fill:#14292c}.quiet{fill:#4a5d60}.arrow{fill:none;stroke:#2b7a76;stroke-width:1.6}.tip{fill:#2b7a76}.light{fill:#f0a63a}
@media screen and (prefers-color-scheme:dark){
.paper{fill:#0e1c1e}.wall{fill:#14292c;stroke:#7fc4bf}.slab{stroke:#3a5659}.room{fill:#1d393d;stroke:#7fc4bf}.roof{fill:#0f5257}.ground{fill:#1a3236;stroke:#7fc4bf}
.stone{fill:#1d393d;stroke:#3a5659}.words{fill:#f1f7f6}.quiet{fill:#b9cccb}.arrow{stroke:#7fc4bf}.tip{fill:#7fc4bf}}
`.trim()

/** The house as a picture, made of nothing but the sources and the floors. */
export function drawHouse(sources: Sources): string {
  const rooms = roomsIn(sources)
  const leanings = withoutImplied(leaningsIn(sources))
  const layout = layOut(rooms, leanings, { left: GARDEN + INSIDE, least: LEAST_WALL - 2 * INSIDE, widthOfRoom })
  const wall = { left: GARDEN, right: layout.right + INSIDE }
  const width = wall.right + GARDEN
  const floors = Math.max(...rooms.map(({ floor }) => floor)) + 1
  const top = ROOF_TOP + ROOF_HEIGHT
  const bottom = top + floors * STOREY
  const below = foundation(sources, { ...wall, top: bottom })
  const height = below.bottom + 74
  const roomTop = (floor: number): number => bottom - (floor + 1) * STOREY + (STOREY - ROOM_HEIGHT) / 2
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-labelledby': 'house-title house-description',
    'font-family': 'arial, helvetica, sans-serif',
    'font-size': 14,
  }
  return `${el(
    'svg',
    attributes,
    el('title', { id: 'house-title' }, 'The house of Safeguarding Audit, drawn from its imports' as Svg),
    el('desc', { id: 'house-description' }, told(rooms, leanings) as Svg),
    el('style', {}, STYLE as Svg),
    el('rect', { class: 'paper', width, height }),
    words('Safeguarding Audit: the house, drawn from its imports', width / 2, 44, {
      class: 'words',
      'font-size': 26,
      'font-weight': 700,
      'text-anchor': 'middle',
    }),
    el('rect', { class: 'wall', x: wall.left, y: top, width: wall.right - wall.left, height: bottom - top }),
    ...Array.from({ length: floors }, (_, floor) => storey(floor, bottom - floor * STOREY, wall)),
    ...roof(sources, { ...wall, top: ROOF_TOP, bottom: top }),
    ...below.drawn,
    ...layout.pieces.map(piece => arrow(piece, layout, roomTop)),
    ...shafts(layout, roomTop),
    ...rooms.map(room => drawRoom(room, layout.middles.get(room.name) ?? 0, roomTop(room.floor))),
    ...legend(below.bottom + 30, width / 2),
  )}\n`.replaceAll('><', '>\n<')
}

const storey = (floor: number, y: number, { left, right }: { left: number; right: number }): Svg =>
  el(
    'g',
    {},
    words(String(floor), left - 22, y - STOREY / 2 + 5, { class: 'quiet', 'font-size': 16, 'text-anchor': 'middle' }),
    ...(floor === 0 ? [] : [el('line', { class: 'slab', x1: left, y1: y, x2: right, y2: y })]),
  )

const columnsOf = ({ files }: Room): number => Math.ceil(files / WINDOW.rows)
/** As wide as its name in bold, and as its windows. */
const widthOfRoom = (room: Room): number =>
  Math.max(LEAST_WIDTH, Math.ceil(widthOf(room.name) * 1.35) + 16, columnsOf(room) * WINDOW.pitch + 24)

function drawRoom(room: Room, middle: number, top: number): Svg {
  const width = widthOfRoom(room)
  const first = middle - ((columnsOf(room) - 1) * WINDOW.pitch + WINDOW.width) / 2
  return el(
    'g',
    {},
    el('rect', { class: 'room', x: middle - width / 2, y: top, width, height: ROOM_HEIGHT, rx: 4 }),
    words(room.name, middle, top + 19, { class: 'words', 'font-size': 16, 'font-weight': 700, 'text-anchor': 'middle' }),
    ...[`${room.files} files`, `hands out ${room.taken}`].map((text, nth) =>
      words(text, middle, top + 34 + nth * 14, { class: 'quiet', 'font-size': 12, 'text-anchor': 'middle' }),
    ),
    el('path', { class: 'light', d: Array.from({ length: room.files }, (_, nth) => windowAt(first, top + 54, nth)).join('') }),
  )
}

const windowAt = (left: number, top: number, nth: number): string =>
  `M${cut(left + Math.floor(nth / WINDOW.rows) * WINDOW.pitch)} ${top + (nth % WINDOW.rows) * 9}h${WINDOW.width}v${WINDOW.height}h-${WINDOW.width}z`

/** From the foot of one place to the head of the next, or across to the room beside. */
function arrow({ from, to, target }: Piece, { places, middles }: Layout, roomTop: (floor: number) => number): Svg {
  const [a, b] = [places.get(from), places.get(to)]
  const [x1, x2] = [middles.get(from) ?? 0, middles.get(to) ?? 0]
  if (!a || !b) throw new Error(`there is no place for ${from} or ${to}`)
  if (a.floor === b.floor) {
    const [y, way] = [roomTop(a.floor) + ROOM_HEIGHT / 2, Math.sign(x2 - x1)]
    const end = x2 - (way * b.width) / 2
    return el(
      'g',
      {},
      el('path', { class: 'arrow', d: `M${cut(x1 + (way * a.width) / 2)} ${cut(y)}H${cut(end - way * 7)}` }),
      tip(end, y, way, 0),
    )
  }
  const [y1, y2] = [roomTop(a.floor) + ROOM_HEIGHT, roomTop(b.floor)]
  const ends = to === target
  const half = (y2 - y1) / 2
  const d = `M${cut(x1)} ${cut(y1)}C${cut(x1)} ${cut(y1 + half)} ${cut(x2)} ${cut(y2 - half)} ${cut(x2)} ${cut(ends ? y2 - 7 : y2)}`
  return el('g', {}, el('path', { class: 'arrow', d }), ...(ends ? [tip(x2, y2, 0, 1)] : []))
}

const shafts = ({ places, middles }: Layout, roomTop: (floor: number) => number): Svg[] =>
  [...places.values()]
    .filter(({ shaftTo }) => shaftTo !== undefined)
    .map(({ key, floor }) => el('path', { class: 'arrow', d: `M${cut(middles.get(key) ?? 0)} ${cut(roomTop(floor))}v${ROOM_HEIGHT}` }))

/** The head of an arrow that ends at a point, coming along (dx, dy). */
const tip = (x: number, y: number, dx: number, dy: number): Svg => {
  const [bx, by] = [x - dx * 9, y - dy * 9]
  return el('path', {
    class: 'tip',
    d: `M${cut(x)} ${cut(y)}L${cut(bx + dy * 4.5)} ${cut(by + dx * 4.5)}L${cut(bx - dy * 4.5)} ${cut(by - dx * 4.5)}Z`,
  })
}

const cut = (value: number): number => Math.round(value * 10) / 10

const legend = (y: number, middle: number): Svg[] =>
  [
    'An arrow: imports from. What a drawn arrow implies is not drawn; every room stands on the platform, and the program under the roof opens every room.',
    'A window is a file. “Hands out 9”: nine of its names are imported from outside. Drawn by npm run draw; npm run check says when it is out of date.',
  ].map((text, nth) => words(text, middle, y + nth * 20, { class: 'quiet', 'font-size': 13, 'text-anchor': 'middle' }))

/** The same in words, for whoever does not see it. */
function told(rooms: readonly Room[], leanings: readonly Leaning[]): string {
  const top = Math.max(...rooms.map(({ floor }) => floor))
  const floors = Array.from({ length: top + 1 }, (_, nth) => top - nth).map(floor => {
    const here = rooms
      .filter(room => room.floor === floor)
      .map(({ name }) => {
        const on = leanings.filter(({ from }) => from === name).map(({ to }) => to)
        return on.length === 0 ? name : `${name}, which imports from ${on.join(', ')}`
      })
    return `Floor ${floor}: ${here.join('; ')}.`
  })
  return ['A house in section, floor above floor.', ...floors, 'All stand on the platform.'].join(' ')
}

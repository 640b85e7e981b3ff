import type { DataTable } from '../../../platform/http/components.ts'
import type { Draw } from '../draw.ts'
import type { Frame } from '../population.ts'

/** How many are drawn from each group. */
export function strataTable(draw: Pick<Draw, 'strata'>): DataTable {
  return {
    id: 'strata',
    caption: 'How many from each group',
    captionHidden: true,
    columns: [{ text: 'Group' }, { text: 'To draw from', numeric: true }, { text: 'Drawn', numeric: true }],
    rows: draw.strata.map(({ stratum, population, drawn }) => [
      { text: stratum },
      { text: population, numeric: true },
      { text: drawn, numeric: true },
    ]),
    footer: [
      { text: 'All' },
      { text: draw.strata.reduce((sum, { population }) => sum + population, 0), numeric: true },
      { text: draw.strata.reduce((sum, { drawn }) => sum + drawn, 0), numeric: true },
    ],
    compact: true,
  }
}

/** Who is drawn, and why. */
export function membersTable(frame: Frame, draw: Draw): DataTable {
  const byKey = new Map(frame.population.map(member => [member.key, member]))
  const grouped = draw.strata.length > 1
  return {
    id: 'drawn',
    caption: 'Who would be drawn, and why',
    columns: [{ text: 'Establishment' }, ...(grouped ? [{ text: 'Group' }] : []), { text: 'Why' }],
    rows: draw.members.map(({ key, stratum }) => {
      const member = byKey.get(key)
      return [
        { text: member?.name ?? key, href: `/returns/${member?.returnId ?? 0}`, hint: sayKey(key) },
        ...(grouped ? [{ text: stratum }] : []),
        { text: member?.reason ?? '' },
      ]
    }),
    compact: true,
  }
}

/** Who cannot be drawn, and why. */
export function leftOutTable({ leftOut }: Pick<Frame, 'leftOut'>): DataTable {
  return {
    id: 'left-out',
    caption: 'Left out of the draw',
    columns: [{ text: 'Establishment' }, { text: 'Why' }],
    rows: leftOut.map(({ returnId, name, reason }) => [{ text: name, href: `/returns/${returnId}` }, { text: reason }]),
    compact: true,
  }
}

/** "URN 126416" */
const sayKey = (key: string): string => key.replace('urn:', 'URN ').replace('ofsted_ey:', 'Ofsted ').replace('local:', 'Local record ')

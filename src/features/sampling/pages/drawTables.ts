import type { DataTable } from '../../../platform/http/components.ts'
import type { Id } from '../../../platform/id.ts'
import { sayCount } from '../../../platform/say.ts'
import type { Draw } from '../draw.ts'
import type { Frame } from '../population.ts'

/** How many are drawn from each group. */
export function strataTable(draw: Pick<Draw, 'strata'>, empty: readonly string[] = []): DataTable {
  const none = empty.map(stratum => ({ stratum, population: 0, drawn: 0 }))
  return {
    id: 'strata',
    caption: 'How many from each group',
    captionHidden: true,
    columns: [{ text: 'Group' }, { text: 'To draw from', numeric: true }, { text: 'Drawn', numeric: true }],
    rows: [...draw.strata, ...none].map(({ stratum, population, drawn }) => [
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
export function membersTable(frame: Frame, draw: Draw, shared: ReadonlyMap<Id<'return'>, string[]>): DataTable {
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
        { text: member?.reason ?? '', ...(member ? sharedHint(shared.get(member.returnId)) : {}) },
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

/** With whom an establishment shares its Designated Safeguarding Lead. */
export const sharedHint = (others: readonly string[] | undefined): { hint?: string } =>
  others === undefined || others.length === 0 ? {} : { hint: `Same DSL as ${others.join(', ')}` }

/** That one person answers for several, so that they are not counted as so many separate answers. */
export const sayShared = (shared: ReadonlyMap<Id<'return'>, string[]>): string[] =>
  shared.size === 0
    ? []
    : [
        `${sayCount(shared.size, 'establishment')} share a Designated Safeguarding Lead with another in the sample. One person answers for them.`,
      ]

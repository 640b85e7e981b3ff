import { component } from '../../../platform/http/templates.ts'
import type { DataTable } from '../../../platform/http/components.ts'
import { sayNumber } from '../../../platform/say.ts'
import type { Publishable } from '../../publications/index.ts'
import { draftGroups } from '../publicationActions.ts'
import type { PublishedGroups, PublishedPage } from '../published.ts'
import { groupsHref } from './address.ts'

/** How the tables by group of a round are published. */
export const groupsPublication: Publishable = {
  async draft(db, round) {
    const draft = await draftGroups(db, round)
    return { ...draft, html: component('groupTables/published', publishedView(draft.content)) }
  },
  backTo: ({ id }) => ({ text: 'Back to the groups', href: groupsHref(id) }),
}

/** What the page that anyone reads shows, as finished sentences. */
const publishedView = ({ tables, threshold }: PublishedPage) => ({
  tables: tables.map(tableOf),
  notes: [
    `Numbers of answers from 1 to ${threshold - 1} are not published, nor those from which they could be worked out, so that no one can tell what one establishment answered.`,
    'Groups are those of the register. Each establishment is counted in one group of each table.',
  ],
})

const tableOf = ({ title, by, whom, columns, rows }: PublishedGroups, at: number): DataTable => {
  const line = ({ group, counts }: PublishedGroups['rows'][number]) => [
    { text: group },
    ...counts.map(count => ({ text: count === null ? 'covered' : sayNumber(count), numeric: true })),
  ]
  return {
    id: `groups-${at + 1}`,
    caption: `${title} (${by})`,
    columns: [{ text: whom }, ...columns.map(text => ({ text, numeric: true }))],
    rows: rows.slice(0, -1).map(line),
    ...(rows.length > 0 ? { footer: line(rows.at(-1) ?? { group: 'All', counts: [] }) } : {}),
    compact: true,
  }
}

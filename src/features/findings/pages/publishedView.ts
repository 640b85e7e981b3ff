import type { DataTable } from '../../../platform/http/components.ts'
import { capitalised, sayNumber } from '../../../platform/say.ts'
import type { PublishedFindings, PublishedTable } from '../published.ts'
import { scaleInShort } from '../quantifier.ts'

/** What the page that anyone reads shows, as finished sentences. */
export function publishedView({ statement, parts, tables, quotations = [], threshold, least }: PublishedFindings) {
  return {
    parts: parts.map(({ title, findings }, at) => ({
      id: `part-${at + 1}`,
      title,
      findings: findings.map(({ kind, sentence }) => ({ kind, sentence })),
    })),
    notes: [
      scaleInShort(least),
      `Numbers of answers from 1 to ${threshold - 1} are not published, nor those from which they could be worked out, so that nobody can tell what one establishment answered. How many were not asked, and how many returns came, is shown.`,
    ],
    tables: tables.map(tableOf),
    quotations: quotations.map(({ theme, quotes }) => ({
      theme,
      quotes: quotes.map(({ text, who }) => ({ text: `“${text}”`, who: capitalised(who) })),
    })),
    statement: statementTable(statement),
  }
}

const statementTable = ({ lines, sum }: PublishedFindings['statement']): DataTable => ({
  id: 'statement',
  caption: 'Where the returns stand',
  captionHidden: true,
  columns: [{ text: 'Each establishment is counted once' }, { text: 'Number', numeric: true }],
  rows: lines.map(({ words, count }) => [{ text: words }, { text: sayNumber(count), numeric: true }]),
  footer: [{ text: 'Issued the audit' }, { text: sayNumber(sum), numeric: true }],
  compact: true,
})

const tableOf = ({ question, whom, rows }: PublishedTable, at: number): DataTable => ({
  id: `answers-${at + 1}`,
  caption: question,
  columns: [{ text: whom }, { text: 'Number', numeric: true }],
  rows: rows.map(({ label, count }) => [{ text: label }, { text: count === null ? 'covered' : sayNumber(count), numeric: true }]),
  compact: true,
})

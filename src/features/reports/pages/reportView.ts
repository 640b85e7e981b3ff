import { sayInstant } from '../../../platform/london.ts'
import { sayBytes, sayList, sayNumber } from '../../../platform/say.ts'
import type { DataTable } from '../../../platform/http/components.ts'
import type { Round } from '../../rounds/index.ts'
import { COVERED, type AnswerRows, type Block, type Cell, type Part, type Report, type Table } from '../report.ts'
import type { StoredReport } from '../store.ts'
import { reportHref, reportsHref, reportsTrail } from './visible.ts'

type Beside = {
  /** What has moved since it was made. */
  changes: readonly string[]
  /** Members of staff whose names stand in it. */
  named: readonly string[]
  makes: boolean
}

/** A report as a page; while it is made, how far it is; when it could not be made, why. */
export function reportView(round: Round, found: StoredReport, { changes, named, makes }: Beside) {
  const here = reportHref(round.id, found.id)
  const isComing = found.status === 'pending' || found.status === 'building'
  const title = found.content?.title ?? (isComing ? 'Your report is being made' : 'The report could not be made')
  return {
    title,
    layout: 'staff' as const,
    breadcrumbs: reportsTrail(round, { text: found.content ? 'One report' : title }),
    roundName: round.name,
    ...(isComing ? { refreshSeconds: 3 } : {}),
    askedLine: `${found.requestedBy} asked for it at ${sayInstant(found.createdAt)}.`,
    progress: isComing ? progressOf(found) : null,
    error: found.status === 'failed' ? (found.error ?? 'The reason was not recorded.') : '',
    report: found.content && contentView(found.content),
    word: found.bytes === null ? null : { href: `${here}/word`, text: `Download as a Word file (${sayBytes(found.bytes)})` },
    changes,
    named:
      named.length === 0
        ? ''
        : `${sayList(named)}, who ${named.length === 1 ? 'has an account' : 'have accounts'} here, ${named.length === 1 ? 'is' : 'are'} named in this report. If ${named.length === 1 ? 'that is' : 'they are'} not to be read outside the office, change the text and make the report again.`,
    removeHref: makes && !isComing ? `${here}/remove` : null,
    listHref: reportsHref(round.id),
  }
}

function progressOf({ status, done, total }: Pick<StoredReport, 'status' | 'done' | 'total'>) {
  if (status === 'pending' || total === null)
    return { label: 'Progress', value: 0, max: 1, text: status === 'pending' ? 'Waiting to start' : 'Counting the answers' }
  return { label: 'Progress', value: done, max: Math.max(total, 1), text: 'Writing the report' }
}

function contentView({ partnership, audience, marking, at, parts }: Report) {
  return {
    partnership,
    marking,
    isWhole: audience === 'whole',
    madeLine: `Numbers as of ${sayInstant(new Date(at))}. It stays as it was then.`,
    contents: contentsOf(parts),
    parts: parts.map((part, at) => ({
      ...part,
      blocks: part.blocks.map((block, index) => blockView(block, `${part.id}-${index + 1}`)),
      first: at === 0,
    })),
  }
}

/** Where each part begins, with the parts that belong to it. */
function contentsOf(parts: readonly Part[]) {
  const contents: { id: string; title: string; within: { id: string; title: string }[] }[] = []
  for (const { id, title, level } of parts)
    if (level === 2) contents.push({ id, title, within: [] })
    else contents.at(-1)?.within.push({ id, title })
  return contents
}

function blockView(block: Block, id: string) {
  if (block.kind === 'table') return { kind: block.kind, table: tableView(block.table, id) }
  if (block.kind === 'answers') return { kind: block.kind, id, ...answersView(block.answers) }
  return block
}

const tableView = ({ caption, captionHidden = false, columns, rows, foot }: Table, id: string): DataTable => ({
  id,
  caption,
  captionHidden,
  columns,
  rows: rows.map(cells => cells.map(cellView)),
  ...(foot ? { footer: foot.map(cellView) } : {}),
  compact: true,
})

const cellView = (cell: Cell) => (typeof cell === 'string' ? { text: cell } : { text: sayCell(cell), numeric: true })

const sayCell = (count: number | null): string => (count === null ? COVERED : sayNumber(count))

const answersView = ({ question, whom, rows, all, asked }: AnswerRows) => ({
  question,
  who: whom,
  rows: rows.map(({ label, count, bar }) => ({
    label,
    count: sayCell(count),
    // Percent of those who were asked, to a tenth: the length of its bar.
    width: bar && count !== null && count > 0 && asked > 0 ? Math.round((1000 * count) / asked) / 10 : 0,
  })),
  all: sayNumber(all),
  scale: `Of ${sayNumber(asked)}`,
})

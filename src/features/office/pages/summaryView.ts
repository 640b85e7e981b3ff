import { randomUUID } from 'node:crypto'
import type { DataTable, StatusTag } from '../../../platform/http/components.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { sayDay, sayInstant, sayShortDay } from '../../../platform/london.ts'
import { dfeNumber, sayIdentifier, STATUS, type CurrentContact, type Establishment } from '../../establishments/index.ts'
import { sayReason, type Extension } from '../../extensions/index.ts'
import { CONTACT_ROLE_WORDS, historyEntries, type HistoryLine, type StaffActor } from '../../history/index.ts'
import type { Invitation } from '../../invitations/index.ts'
import { sectionProgress } from '../../questionnaires/index.ts'
import {
  DISPOSITION_WORDS,
  dispositionOf,
  isOverdue,
  listHref,
  overlayWords,
  returnFrame,
  statusTag,
  type AuditReturn,
  type OpenReturn,
} from '../../returns/index.ts'
import { answeredLine, capitalised, linkLines, dueLines, excuseLines, sentLines } from '../standing.ts'
import type { SampledIn } from '../store.ts'
import { unfoldHref } from './answers.ts'
import { deedsOn } from './deeds.ts'

export type SummaryState = {
  open: OpenReturn
  establishment: Establishment | undefined
  contacts: readonly CurrentContact[]
  links: readonly Invitation[]
  canHaveLink: boolean
  extensions: readonly Extension[]
  /** The latest of its history; none for those who may not see it. */
  history: readonly HistoryLine[]
  samples: readonly SampledIn[]
  /** The establishment whose return stands for this one, and that return when it is in the same round. */
  coveredBy: { name: string; returnId: number | null } | null
  actor: StaffActor
  now: Date
}

/** The model of views/office/summary.ejs. */
export function summaryView(state: SummaryState): ViewModel {
  const { open, establishment, contacts, samples, history, actor, now, canHaveLink } = state
  const { auditReturn } = open
  const overlays = overlayWords({
    overdue: isOverdue(auditReturn, now),
    extensions: auditReturn.extensions,
    disposition: dispositionOf(auditReturn),
    sampled: samples.length > 0,
  })
  return {
    ...returnFrame(actor, auditReturn, 'summary'),
    title: auditReturn.establishmentName,
    roundName: auditReturn.roundName,
    tag: statusTag(auditReturn.status),
    overlays: overlays.map(words => ({ text: capitalised(words), colour: words === 'overdue' ? ('red' as const) : ('grey' as const) })),
    identity: establishment ? identityLine(establishment, auditReturn) : '',
    warning: establishment ? registerWarning(establishment, auditReturn) : '',
    rows: rows(state),
    deeds: deedsOn(actor, auditReturn, canHaveLink, randomUUID()),
    contacts: contacts.map(contactLine),
    registerHref: `/register/establishments/${auditReturn.establishmentId}`,
    sections: sectionsTable(open),
    history: history.length === 0 ? null : { headingLevel: 3, items: historyEntries(history, 'return') },
    historyHref: `/returns/${auditReturn.id}/history`,
  }
}

const identityLine = (establishment: Establishment, { setCode }: AuditReturn): string =>
  [
    sayIdentifier(establishment),
    dfeNumber(establishment) === null ? '' : `DfE number ${dfeNumber(establishment) ?? ''}`,
    establishment.typeName,
    establishment.phaseName,
    `question set ${setCode}`,
  ]
    .filter(part => part !== '')
    .join(' · ')

/** What the register says that somebody has to look at: nothing is ever done by itself. */
function registerWarning({ statusCode, closedOn }: Establishment, { status }: AuditReturn): string {
  if (status === 'excused') return ''
  const day = closedOn === null ? '' : ` on ${sayDay(closedOn)}`
  if (statusCode === STATUS.closed)
    return `The register says that this establishment closed${day}. Decide whether its return is still expected.`
  if (statusCode === STATUS.closing) return `The register says that this establishment is to close${day}. Its return is still due.`
  return ''
}

type Line = { text: string; href?: string }
type Row = { key: string; lines: Line[] }

function rows(state: SummaryState): Row[] {
  const { open, links, extensions, samples, coveredBy, now } = state
  const { auditReturn, signOffs } = open
  const text = (lines: readonly string[]): Line[] => lines.map(line => ({ text: line }))
  const base = `/returns/${auditReturn.id}`
  const covering: Line[] =
    coveredBy && coveredBy.returnId !== null
      ? [{ text: `See the return of ${coveredBy.name}`, href: `/returns/${coveredBy.returnId}` }]
      : []
  return [
    { key: 'Due', lines: text(dueLines(auditReturn, now)) },
    { key: 'More time', lines: extensions.map(extensionLine(auditReturn.roundId)) },
    { key: 'In the statement', lines: [statementLine(auditReturn)] },
    { key: 'Audit link', lines: text(linkLines(links, auditReturn)) },
    { key: 'Not expected', lines: [...text(excuseLines(auditReturn, coveredBy?.name ?? null)), ...covering] },
    { key: 'Received', lines: text(sentLines(auditReturn)) },
    { key: 'Signed', lines: text(signOffs.map(({ name, jobTitle, role, at }) => `${name}, ${jobTitle || role}, at ${sayInstant(at)}`)) },
    { key: 'Sent back', lines: text(sentBackLines(auditReturn)) },
    { key: 'Accepted', lines: auditReturn.acceptedAt === null ? [] : text([sayInstant(auditReturn.acceptedAt)]) },
    { key: 'Answered', lines: [{ text: answeredLine(auditReturn), href: `${base}/answers` }] },
    { key: 'Documents', lines: [{ text: documents(auditReturn.files), href: `${base}/evidence` }] },
    {
      key: 'Dip sample',
      lines: samples.map(({ sampleId, name }) => ({ text: name, href: `/rounds/${auditReturn.roundId}/samples/${sampleId}` })),
    },
    { key: 'Last saved', lines: auditReturn.lastSavedAt === null ? [] : text([sayInstant(auditReturn.lastSavedAt)]) },
  ].filter(({ lines }) => lines.length > 0)
}

const extensionLine =
  (roundId: number) =>
  ({ toDueAt, reasonCode, reason, grantedBy, grantedAt, batchId }: Extension): Line => ({
    text: `Until ${sayInstant(toDueAt)}: ${sayReason(reasonCode, reason)}. Given by ${grantedBy} on ${sayShortDay(grantedAt)}`,
    href: `/rounds/${roundId}/extensions/${batchId}`,
  })

const documents = (files: number): string => (files === 0 ? 'None' : files === 1 ? '1 document' : `${files} documents`)

const sentBackLines = ({ returnedAt, returnedReason }: AuditReturn): string[] =>
  returnedAt === null ? [] : [sayInstant(returnedAt), ...(returnedReason === null ? [] : [returnedReason])]

function statementLine(auditReturn: AuditReturn): Line {
  if (auditReturn.status === 'not_issued') return { text: 'Not counted yet: no audit link was issued' }
  const disposition = dispositionOf(auditReturn)
  return { text: DISPOSITION_WORDS[disposition], href: listHref(`/rounds/${auditReturn.roundId}/returns`, { disposition }) }
}

const contactLine = ({ name, role, email, phone }: CurrentContact) => ({
  name,
  role: CONTACT_ROLE_WORDS[role],
  email,
  phone,
  phoneHref: `tel:${phone.replace(/[^\d+]/g, '')}`,
})

const STATES: Record<string, StatusTag> = {
  complete: { text: 'Complete', colour: 'green' },
  in_progress: { text: 'In progress', colour: 'blue' },
  not_started: { text: 'Not started', colour: 'grey' },
}

/** How far the return is, section by section, each leading to its answers. */
function sectionsTable({ document, auditReturn, responses, evidenceCounts }: OpenReturn): DataTable {
  return {
    id: 'sections',
    caption: 'Progress by section',
    columns: [{ text: 'Section' }, { text: 'Progress' }, { text: 'Answered', numeric: true }, { text: 'Missing', numeric: true }],
    rows: sectionProgress(document, auditReturn.facts, responses, evidenceCounts).map(section => [
      { text: section.title, href: unfoldHref(auditReturn.id, section.sectionKey) },
      { tag: STATES[section.state] },
      { text: `${section.answered} of ${section.asked}`, numeric: true },
      { text: section.missing, numeric: true },
    ]),
    compact: true,
  }
}

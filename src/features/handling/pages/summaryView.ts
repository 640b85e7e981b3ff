import { telHref } from '../../../platform/telephone.ts'
import { randomUUID } from 'node:crypto'
import type { Id } from '../../../platform/id.ts'
import type { DataTable, StatusTag, Timeline } from '../../../platform/http/components.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { withoutEnd } from '../../../platform/forms/lengths.ts'
import { sayDay, sayInstant, sayShortDay } from '../../../platform/london.ts'
import { sayCount, capitalised } from '../../../platform/say.ts'
import type { Plan } from '../../actionPlan/index.ts'
import { requestLines } from '../../asking/index.ts'
import { dfeNumber, sayIdentifier, STATUS, type CurrentContact, type Establishment } from '../../establishments/index.ts'
import { accepted } from '../../evidence/index.ts'
import { sayReason, type Extension } from '../../extensions/index.ts'
import { roleHolds } from '../../accounts/index.ts'
import { CONTACT_ROLE_WORDS, type StaffActor } from '../../history/index.ts'
import type { LinkOutOfStep } from '../../correspondence/index.ts'
import { outOfStepLine } from '../../issuing/index.ts'
import { sayLastTo, type LastSent } from '../../messages/index.ts'
import type { Invitation } from '../../links/index.ts'
import { returnProgress, sectionProgress, SECTION_STATES, type SectionProgress } from '../../questionnaires/index.ts'
import {
  decisions,
  DISPOSITIONS,
  dispositionOf,
  isOverdue,
  signatures,
  stands,
  type AuditReturn,
  type OpenReturn,
} from '../../returns/index.ts'
import { listHref } from '../../liveList/index.ts'
import { overlayWords, returnFrame, statusTag } from '../../returnPages/index.ts'
import { answeredLine, changesLine, linkLines, aheadLines, dueLines, excuseLines, sentBackLines, sentLines } from '../summaryLines.ts'
import type { CoveringReturn, SampledIn } from '../store.ts'
import { planLines } from './actionPlan.ts'
import { unfoldHref } from './answers.ts'
import { buttonsOn } from './buttons.ts'

export type SummaryState = {
  open: OpenReturn
  plan: Plan
  /** What the establishment asked about it; none for those who do not answer it. */
  requests: Parameters<typeof requestLines>[0]
  establishment: Establishment | undefined
  /** None for those who may not see who they are: people’s names and addresses are the managers’. */
  contacts: readonly CurrentContact[] | null
  links: readonly Invitation[] | null
  /** The last message with each link. */
  sent: ReadonlyMap<Id<'invitation'>, LastSent>
  /** The last message to each address of the contacts. */
  sentTo: ReadonlyMap<string, LastSent>
  /** The links that are not with the person and the address that the register has today. */
  toMove: readonly LinkOutOfStep[]
  canHaveLink: boolean
  extensions: readonly Extension[]
  /** The latest of its history; none for those who may not see it. */
  history: Timeline['items']
  samples: readonly SampledIn[]
  /** The establishment whose return stands for this one, and that return when it is in the same round. */
  coveredBy: { name: string; its: CoveringReturn | null } | null
  /** What is kept for a day that has not come. */
  kept: decisions.ExcuseAhead | undefined
  actor: StaffActor
  now: Date
}

/** The model of views/handling/summary.ejs. */
export function summaryView(state: SummaryState): ViewModel {
  const { open, establishment, contacts, samples, history, actor, now, canHaveLink } = state
  const { auditReturn } = open
  const standing = standingOf(state)
  const overlays = overlayWords({
    overdue: isOverdue(auditReturn, now),
    extensions: auditReturn.extensions,
    disposition: dispositionOf(standing),
    sampled: samples.length > 0,
    coveredOutstanding: decisions.coveredByOutstanding(standing),
    offlineLate: decisions.cameInTime(standing) === false,
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
    buttons: buttonsOn(actor, auditReturn, { canHaveLink, isExcusedAhead: state.kept !== undefined }, randomUUID()),
    contacts: contacts?.map(contact => contactLine(contact, state.sentTo)) ?? null,
    registerHref: `/register/establishments/${auditReturn.establishmentId}`,
    sections: auditReturn.answersDeletedAt === null ? sectionsTable(open) : null,
    history: history.length === 0 ? null : { items: history },
    historyHref: `/returns/${auditReturn.id}/history`,
  }
}

/** A return with the one that covers it; one that is not in the round counts as not issued. */
const standingOf = ({ open: { auditReturn }, coveredBy }: SummaryState) => ({
  ...auditReturn,
  covering: coveredBy === null ? null : (coveredBy.its ?? { status: 'not_issued' as const, startedAt: null }),
})

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
  if (stands('not_expected', status)) return ''
  const day = closedOn === null ? '' : ` on ${sayDay(closedOn)}`
  if (statusCode === STATUS.closed)
    return `The register says that this establishment closed${day}. Decide whether its return is still expected.`
  if (statusCode === STATUS.closing) return `The register says that this establishment is to close${day}. Its return is still due.`
  return ''
}

type Line = { text: string; href?: string }
type Row = { key: string; lines: Line[] }

function rows(state: SummaryState): Row[] {
  const { open, requests, links, sent, toMove, extensions, samples, coveredBy, now, actor } = state
  const { auditReturn } = open
  const text = (lines: readonly string[]): Line[] => lines.map(line => ({ text: line }))
  const base = `/returns/${auditReturn.id}`
  const coveredByLines: Line[] =
    coveredBy?.its && roleHolds(actor.role, 'return.list')
      ? [{ text: `See the return of ${coveredBy.name}`, href: `/returns/${coveredBy.its.id}` }]
      : []
  return [
    { key: 'Due', lines: text(dueLines(auditReturn, now)) },
    { key: 'Asked for', lines: requestLines(requests) },
    { key: 'More time', lines: extensions.map(extensionLine(auditReturn.roundId, roleHolds(actor.role, 'extension.grant'))) },
    { key: 'Outcome', lines: statementLines(standingOf(state), roleHolds(actor.role, 'return.list')) },
    {
      key: 'Audit link',
      lines: links === null ? [] : [...text(linkLines(links, sent, auditReturn)), ...toMove.map(link => toMoveLine(link, `${base}/links`))],
    },
    { key: 'Not expected', lines: [...text(excuseLines(auditReturn, coveredBy?.name ?? null)), ...coveredByLines] },
    {
      key: 'Expected until its day',
      lines: state.kept ? text([...aheadLines(state.kept), 'Until then the return is expected and its link works']) : [],
    },
    { key: 'Received', lines: text(sentLines(auditReturn)) },
    { key: 'Signed', lines: signedLines(open, roleHolds(actor.role, 'return.manage')) },
    { key: 'Sent back', lines: [...text(sentBackLines(open)), ...changesLine(auditReturn)] },
    { key: 'Accepted', lines: auditReturn.acceptedAt === null ? [] : text([sayInstant(auditReturn.acceptedAt)]) },
    {
      key: 'Answered',
      lines: [{ text: answeredLine(auditReturn), href: `${base}/answers` }, ...text(deletedLines(auditReturn))],
    },
    { key: 'Action plan', lines: planLines(state.plan, base) },
    { key: 'Documents', lines: [{ text: documents(auditReturn.files), href: `${base}/evidence` }, ...text(keptLines(open))] },
    {
      key: 'Dip sample',
      lines: samples.map(({ sampleId, name }) => ({ text: name, href: `/rounds/${auditReturn.roundId}/samples/${sampleId}` })),
    },
    { key: 'Last saved', lines: auditReturn.lastSavedAt === null ? [] : text([sayInstant(auditReturn.lastSavedAt)]) },
  ].filter(({ lines }) => lines.length > 0)
}

const deletedLines = ({ answersDeletedAt: at }: Pick<AuditReturn, 'answersDeletedAt'>): string[] =>
  at === null ? [] : [`The answers were deleted on ${sayDay(at)}, at the end of the time they are kept`]

const extensionLine =
  (roundId: Id<'round'>, opens: boolean) =>
  ({ toDueAt, reasonCode, reason, grantedBy, grantedAt, batchId }: Extension): Line => ({
    text: `Until ${sayInstant(toDueAt)}: ${withoutEnd(sayReason(reasonCode, reason), '.')}. Given by ${grantedBy} on ${sayShortDay(grantedAt)}`,
    ...(opens ? { href: `/rounds/${roundId}/extensions/${batchId}` } : {}),
  })

const toMoveLine = (link: LinkOutOfStep, href: string): Line => ({ text: `${outOfStepLine(link)} Move or end the link`, href })

const keptLines = ({ document, auditReturn, responses, evidenceCounts }: OpenReturn): string[] =>
  [accepted.sayKept(returnProgress(document, auditReturn.facts, responses, evidenceCounts).kept)].filter(line => line !== '')

const documents = (files: number): string => (files === 0 ? 'None' : sayCount(files, 'document'))

function signedLines({ auditReturn: { id, status }, signOffs }: OpenReturn, opens: boolean): Line[] {
  const signed = signOffs.map(
    signOff =>
      `${signOff.name}, ${signOff.jobTitle || signOff.role}, at ${sayInstant(signOff.at)}${signatures.isToConfirm(signOff) ? ': to confirm' : ''}`,
  )
  const waits = stands('awaiting_chair', status) ? ['Waiting for the chair or proprietor: ask them, or continue without'] : []
  return [...signed, ...waits].map(text => ({ text, ...(opens ? { href: `/returns/${id}/signatures` } : {}) }))
}

function statementLines(standing: ReturnType<typeof standingOf>, opens: boolean): Line[] {
  if (stands('not_issued', standing.status)) return [{ text: 'Not counted yet: no audit link was issued' }]
  const disposition = dispositionOf(standing)
  const href = listHref(`/rounds/${standing.roundId}/returns`, { disposition })
  const line = { text: DISPOSITIONS[disposition].words, ...(opens ? { href } : {}) }
  return decisions.coveredByOutstanding(standing) ? [line, { text: 'Covered by another return, which is outstanding' }] : [line]
}

const contactLine = ({ name, role, email, phone }: CurrentContact, sentTo: SummaryState['sentTo']) => ({
  name,
  role: CONTACT_ROLE_WORDS[role],
  email,
  delivery: sayLastTo(email, sentTo),
  phone,
  phoneHref: telHref(phone),
})

const stateTag = ({ state }: SectionProgress): StatusTag => ({ text: SECTION_STATES[state].words, colour: SECTION_STATES[state].colour })

/** How far the return is, section by section, each leading to its answers. */
function sectionsTable({ document, auditReturn, responses, evidenceCounts }: OpenReturn): DataTable {
  return {
    id: 'sections',
    caption: 'Progress by section',
    columns: [{ text: 'Section' }, { text: 'Progress' }, { text: 'Answered', numeric: true }, { text: 'Missing', numeric: true }],
    rows: sectionProgress(document, auditReturn.facts, responses, evidenceCounts).map(section => [
      { text: section.title, href: unfoldHref(auditReturn.id, section.sectionKey) },
      { tag: stateTag(section) },
      { text: `${section.answered} of ${section.asked}`, numeric: true },
      { text: section.missing, numeric: true },
    ]),
    compact: true,
  }
}

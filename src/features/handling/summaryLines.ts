import { daysBetween, sayDay, sayInstant, sayShortInstant } from '../../platform/london.ts'
import { sayTimes, sayAhead, sayCount, capitalised } from '../../platform/say.ts'
import type { Id } from '../../platform/id.ts'
import { sayLastSent, type LastSent } from '../messages/index.ts'
import { can, EXCUSES, isOverdue, stands, type AuditReturn, type ExcuseAs, type OpenReturn } from '../returns/index.ts'

/** A date that lies further back, in days, was simply then. */
const LONG_AGO = 366

type Due = Pick<AuditReturn, 'status' | 'dueAt' | 'firstDueAt' | 'extensions'>

/** When a return is due as staff read it: the date that holds, how far away it is while something is still to come, and the first one. */
export function dueLines({ status, dueAt, firstDueAt, extensions }: Due, now: Date): string[] {
  const days = daysBetween(now, dueAt)
  const isNear = can('recordOffline', status) && days >= -LONG_AGO
  const away = isNear ? `, ${sayDistance(days, isOverdue({ status, dueAt }, now))}` : ''
  const first = extensions === 0 ? [] : [`First due at ${sayInstant(firstDueAt)}; extended ${sayTimes(extensions)}`]
  return [`${capitalised(sayInstant(dueAt))}${away}`, ...first]
}

function sayDistance(days: number, overdue: boolean): string {
  if (overdue) return days === 0 ? 'earlier today' : days === -1 ? 'yesterday' : `${-days} days ago`
  return sayAhead(days)
}

type Excuse = Pick<AuditReturn, 'excusedAs' | 'excusedOn' | 'excusedReason'>

/** Why nothing is expected any more, in a sentence, and what staff wrote about it; nothing for a return that is not excused. */
export function excuseLines({ excusedAs, excusedOn, excusedReason }: Excuse, coveredBy: string | null): string[] {
  if (excusedAs === null) return []
  const day = excusedOn === null ? '' : sayDay(excusedOn)
  const sentence = EXCUSES[excusedAs].sentence(day, coveredBy ?? 'another establishment')
  return [sentence, ...(excusedReason === null || excusedReason === '' ? [] : [excusedReason])]
}

/** What is kept for a day that has not come. */
export const aheadLines = ({ as, on, reason }: { as: ExcuseAs; on: string; reason: string }): string[] => [
  `${EXCUSES[as].words} from ${sayDay(on)}`,
  ...(reason === '' ? [] : [reason]),
]

type Sent = Pick<AuditReturn, 'submittedAt' | 'submittedVia' | 'receivedAt' | 'reference' | 'status'>

/** When and how a return came in; nothing when it did not. One that was sent back says that it had come. */
export function sentLines({ submittedAt, submittedVia, receivedAt, reference, status }: Sent): string[] {
  if (submittedAt === null) return []
  const named = reference === null ? [] : [`Reference ${reference}`]
  const came =
    submittedVia === 'offline'
      ? `Received offline at ${sayInstant(receivedAt ?? submittedAt)}`
      : `Submitted online at ${sayInstant(submittedAt)}`
  return [stands('sent_back', status) ? `${came}, and sent back since` : came, ...named]
}

/** When a return was sent back, why, by when it was asked for, and which questions were meant, with the note to each. */
export function sentBackLines({ auditReturn, document }: Pick<OpenReturn, 'auditReturn' | 'document'>): string[] {
  const { returnedAt, returnedReason, returnedDueOn, returnedQuestions } = auditReturn
  if (returnedAt === null) return []
  const questions = document.sections.flatMap(section => section.questions)
  return [
    sayInstant(returnedAt),
    ...(returnedReason === null ? [] : [returnedReason]),
    ...(returnedDueOn === null ? [] : [`Asked for by ${sayDay(returnedDueOn)}`]),
    ...(returnedQuestions ?? []).map(({ key, note }) => {
      const label = questions.find(question => question.key === key)?.label ?? key
      return note === '' ? label : `${label}: ${note}`
    }),
  ]
}

/** Where staff read what was changed of what was sent; nothing for a return that was never sent back. */
export const changesLine = ({ id, returnedAt, answersDeletedAt }: Pick<AuditReturn, 'id' | 'returnedAt' | 'answersDeletedAt'>) =>
  returnedAt === null || answersDeletedAt !== null ? [] : [{ text: 'See what changed', href: `/returns/${id}/changes` }]

/** "120 of 135 questions; 15 answers are missing". */
export function answeredLine({ asked, answered, missing }: Pick<AuditReturn, 'asked' | 'answered' | 'missing'>): string {
  if (asked === 0) return 'Nothing yet'
  const rest = missing === 0 ? 'nothing is missing' : sayCount(missing, 'answer is missing', 'answers are missing')
  return `${answered} of ${asked} questions; ${rest}`
}

/** What staff are told before they excuse, and after, of a return that is as good as there. Blank where answers are missing. */
export const onlySignatureLine = ({ status, asked, missing }: Pick<AuditReturn, 'status' | 'asked' | 'missing'>): string =>
  stands('outstanding', status) && asked > 0 && missing === 0 ? 'Every answer is there: only the signature is missing.' : ''

type Link = {
  id: Id<'invitation'>
  name: string
  email: string
  issuedAt: Date
  firstOpenedAt: Date | null
  lastOpenedAt: Date | null
  revokedAt: Date | null
}

/** Who holds a working audit link, when it was opened, and what became of the last message with it; that nobody does, when the establishment has still something to send. */
export function linkLines(
  links: readonly Link[],
  sent: ReadonlyMap<Id<'invitation'>, LastSent>,
  { status }: Pick<AuditReturn, 'status'>,
): string[] {
  const working = links.filter(({ revokedAt }) => revokedAt === null)
  if (working.length === 0) return stands('outstanding', status) ? ['Nobody has a working link'] : []
  return working.flatMap(({ id, name, issuedAt, firstOpenedAt, lastOpenedAt }) => {
    const last = sent.get(id)
    const delivery = last ? [sayLastSent(last)] : []
    if (firstOpenedAt === null) return [`${name}: not opened yet, issued ${sayShortInstant(issuedAt)}`, ...delivery]
    return [`${name}: opened first ${sayShortInstant(firstOpenedAt)}, last ${sayShortInstant(lastOpenedAt ?? firstOpenedAt)}`, ...delivery]
  })
}

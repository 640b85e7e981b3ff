import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { Id } from '../../../platform/id.ts'
import { idsIn } from '../../../platform/forms/fields.ts'
import { dayField, momentInBoxes, momentOf, timeField, typedMoment, type TypedMoment } from '../../../platform/forms/moment.ts'
import { parseForm, typed, typedAll, type FormError } from '../../../platform/forms/parseForm.ts'
import type { DataTable } from '../../../platform/http/components.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate, londonInstant, plusDays, sayInstant, sayShortDay } from '../../../platform/london.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { sayCount } from '../../../platform/say.ts'
import { earlier, type StaffActor } from '../../history/index.ts'
import { AUDIT_LINK, lastSentTo, sayLastTo, sayQueued, type LastSent } from '../../messages/index.ts'
import type { Round } from '../../rounds/index.ts'
import { canBeAsked, draftRequest, requestEvidence } from '../requestActions.ts'
import { sampleHref } from '../paths.ts'
import { keyed, requestNote } from '../schemas.ts'
import { type DipSample } from '../store.ts'
import { askedElsewhere, type AskedElsewhere } from '../requestStore.ts'
import { membersOf, type SampleMember } from '../memberStore.ts'
import { overRatedNote } from './overRatedNote.ts'
import { establishments, samplesTrail, visibleSample } from './visible.ts'

type RequestForm = { due: TypedMoment; note: string; members: Id<'member'>[]; twice: Id<'member'>[] }

/** Two weeks, as in most rounds. */
const USUAL_DAYS = 14

/** GET: whom to ask, and by when. Those without documents are ticked. */
export const requestPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const { round, sample } = await visibleSample(db, actor, req)
  const askable = (await membersOf(db, actor.partnershipId, sample.id)).filter(canBeAsked)
  const due = momentInBoxes(londonInstant(plusDays(londonDate(now()), USUAL_DAYS), '17:00'))
  const waiting = askable.every(({ requestedAt }) => requestedAt === null) ? askable : askable.filter(({ files }) => files === 0)
  const elsewhere = await askedElsewhere(db, actor.partnershipId, sample.id)
  const form = { due, note: '', members: waiting.map(({ id }) => id).filter(id => !elsewhere.has(id)), twice: [] }
  showForm(res, { round, sample, askable, elsewhere, form, before: await overRatedNote(db, round) })
}

/** POST: the letters as they would be sent, the form again, or (with `intent=send`) the letters sent. */
export const sendRequestPage: Page<StaffActor> = async ({ db, actor, now, secret, baseUrl, mail }, req, res) => {
  const { round, sample } = await visibleSample(db, actor, req)
  const askable = (await membersOf(db, actor.partnershipId, sample.id)).filter(canBeAsked)
  const elsewhere = await askedElsewhere(db, actor.partnershipId, sample.id)
  const members = idsIn<'member'>(typedAll(req.body, 'members'))
  const seen = idsIn<'member'>(typedAll(req.body, 'askedElsewhere'))
  // Only who was seen to be asked already, and ticked all the same, is asked twice.
  const twice = members.filter(id => seen.includes(id))
  const form = { due: typedMoment(req.body, 'due'), note: typed(req.body, 'note'), members, twice }
  const intent = typed(req.body, 'intent')
  const parsed = parseRequest(form, askable, now())
  if (intent === 'change' || !parsed.ok) {
    const before = await overRatedNote(db, round)
    showForm(res, { round, sample, askable, elsewhere, form, before, errors: intent === 'change' || parsed.ok ? [] : parsed.errors })
    return
  }
  const { dueAt, note, memberIds } = parsed
  if (intent !== 'send') {
    const draft = await draftRequest(db, actor.partnershipId, sample, { dueAt, note, memberIds }, londonDate(now()))
    const addresses = draft.letters.map(({ to }) => to.email)
    const sent = await lastSentTo(db, actor.partnershipId, addresses)
    renderPage(res, 'sampling/requestPreview', previewView({ round, sample, elsewhere, form, dueAt, sent, ...draft }))
    return
  }
  const request = { roundId: round.id, sampleId: sample.id, dueAt, note, memberIds, twice, requestKey: keyed.parse(req.body)._key }
  const { asked, letters, askedBefore } = await requestEvidence({ db, secret, baseUrl, now }, actor, request)
  const by = letters > 0 ? '' : await earlier.doneBy(db, actor, { roundId: round.id }, ['evidence.requested'], { sampleId: sample.id })
  req.session.notice = {
    text:
      letters === 0
        ? `${establishments(asked)} had been asked for that date before: nobody was written to twice. ${by}`.trim()
        : `${sayQueued(mail, `${sayCount(letters, 'letter')} to ${establishments(asked)}`, letters)}.${sayAskedBefore(askedBefore)}`,
  }
  res.redirect(303, sampleHref(round.id, sample.id))
}

const sayAskedBefore = (n: number): string =>
  n === 0 ? '' : ` ${establishments(n)} ${n === 1 ? 'was' : 'were'} not asked: another sample had asked in the meantime.`

function parseRequest(
  { due, note, members }: RequestForm,
  askable: readonly SampleMember[],
  now: Date,
): { ok: true; dueAt: Date; note: string; memberIds: Id<'member'>[] } | { ok: false; errors: FormError[] } {
  const moment = momentOf(due, 'due', { date: 'The date', time: 'The time', isEnd: true })
  const text = parseForm(requestNote, { note: note.replace(/\r\n/g, '\n') })
  const memberIds = askable.filter(({ id }) => members.includes(id)).map(({ id }) => id)
  const errors = [
    ...('errors' in moment
      ? moment.errors
      : moment.instant <= now
        ? [{ field: 'due-day', message: 'The date must be in the future' }]
        : []),
    ...(text.ok ? [] : text.errors),
    ...(memberIds.length === 0 ? [{ field: 'members', message: 'Choose who to ask' }] : []),
  ]
  if (errors.length > 0 || 'errors' in moment || !text.ok) return { ok: false, errors }
  return { ok: true, dueAt: moment.instant, note: text.values.note, memberIds }
}

type Elsewhere = ReadonlyMap<Id<'member'>, AskedElsewhere>
type FormState = {
  round: Round
  sample: DipSample
  askable: readonly SampleMember[]
  elsewhere: Elsewhere
  form: RequestForm
  before: { text: string; href: string } | undefined
  errors?: readonly FormError[]
}

function showForm(res: Response, { round, sample, askable, elsewhere, form, before, errors = [] }: FormState): void {
  if (errors.length > 0) res.status(422)
  const here = sampleHref(round.id, sample.id)
  const errorOf = errorsBy(errors)
  renderPage(res, 'sampling/request', {
    title: 'Ask for evidence',
    layout: 'staff',
    breadcrumbs: samplesTrail(round, { text: sample.name, href: here }, { text: 'Ask for evidence' }),
    errors: summaryOf(errors),
    sampleName: sample.name,
    areas: sample.areas.map(({ title }) => title),
    before,
    action: `${here}/request`,
    cancelHref: here,
    elsewhere: sayElsewhere(askable, elsewhere),
    hidden: askable.filter(({ id }) => elsewhere.has(id)).map(({ id }) => ({ name: 'askedElsewhere', value: String(id) })),
    empty: askable.length === 0,
    date: dayField('due', 'Send it by', 'For example, 27 3 2027', form.due, errors),
    time: timeField('due', 'Time', form.due, errors),
    members: {
      idPrefix: 'members',
      name: 'members',
      classes: 'govuk-checkboxes--small',
      fieldset: { legend: { text: 'Who to ask', classes: 'govuk-fieldset__legend--s' } },
      items: askable.map(member => ({
        value: String(member.id),
        text: member.establishmentName,
        hint: { text: [progressHint(member), ...sayOneElsewhere(elsewhere.get(member.id))].join('. ') },
        checked: form.members.includes(member.id),
      })),
      errorMessage: errorOf('members'),
    },
    note: {
      id: 'note',
      name: 'note',
      limit: 2_000,
      label: { text: 'Anything to add to the letter (optional)', classes: 'govuk-label--s' },
      hint: { text: 'Write nothing that identifies a child.' },
      rows: 4,
      value: form.note,
      errorMessage: errorOf('note'),
    },
  })
}

const progressHint = ({ files, requestedAt }: SampleMember): string =>
  `${files === 0 ? 'No documents yet' : sayCount(files, 'file')}, ${requestedAt === null ? 'not asked yet' : `asked on ${sayShortDay(requestedAt)}`}`

const sayOneElsewhere = (asked: AskedElsewhere | undefined): string[] =>
  asked === undefined ? [] : [`Asked already by the sample “${asked.sampleName}”, by ${sayInstant(asked.dueAt)}`]

/** "2 of these are asked already by the sample “Spring”, by 5pm on Friday 15 January": one line for each sample and date. */
function sayElsewhere(members: readonly SampleMember[], elsewhere: Elsewhere): string[] {
  const asked = members.flatMap(({ id }) => elsewhere.get(id) ?? [])
  return [...Map.groupBy(asked, ({ sampleName, dueAt }) => `by the sample “${sampleName}”, by ${sayInstant(dueAt)}`)].map(
    ([by, some]) => `${some.length} of these ${some.length === 1 ? 'is' : 'are'} asked already ${by}.`,
  )
}

type Preview = {
  elsewhere: Elsewhere
  round: Round
  sample: DipSample
  form: RequestForm
  dueAt: Date
  sent: ReadonlyMap<string, LastSent>
} & Awaited<ReturnType<typeof draftRequest>>

function previewView({ round, sample, elsewhere, form, dueAt, asked, letters, unreachable, sent }: Preview): ViewModel {
  const here = sampleHref(round.id, sample.id)
  const [example] = letters
  return {
    title: letters.length === 0 ? 'Nobody can be written to' : 'Check before the letters go',
    layout: 'staff',
    breadcrumbs: samplesTrail(round, { text: sample.name, href: here }, { text: 'Ask for evidence' }),
    sampleName: sample.name,
    line: `${sayCount(letters.length, 'letter')} to ${establishments(asked.length - unreachable.length)} will ask for evidence by ${sayInstant(dueAt)}. Where nobody who answers for a return holds an audit link that works, a new one is issued and is in the letter.`,
    elsewhere: sayElsewhere(asked, elsewhere),
    unreachable: unreachable.map(({ establishmentName, establishmentId }) => ({
      text: establishmentName,
      href: `/register/establishments/${establishmentId}`,
    })),
    table: letters.length === 0 ? undefined : lettersTable(letters, sent),
    example: example && {
      subject: example.message.subject,
      body: example.message.body.replaceAll(AUDIT_LINK, '(their audit link)'),
      heading: `The letter to ${example.member.establishmentName}`,
    },
    action: `${here}/request`,
    hidden: [
      { name: '_key', value: randomUUID() },
      ...(['day', 'month', 'year', 'time'] as const).map(box => ({ name: `due-${box}`, value: form.due[box] })),
      { name: 'note', value: form.note },
      ...form.members.map(id => ({ name: 'members', value: String(id) })),
      ...form.members.filter(id => elsewhere.has(id)).map(id => ({ name: 'askedElsewhere', value: String(id) })),
    ],
    confirm: letters.length === 0 ? '' : `Send ${sayCount(letters.length, 'letter')}`,
    cancelHref: here,
  }
}

function lettersTable(letters: Preview['letters'], sent: Preview['sent']): DataTable {
  return {
    id: 'letters',
    caption: 'Who is written to',
    captionHidden: true,
    columns: [{ text: 'Establishment' }, { text: 'Person' }, { text: 'Email address' }],
    rows: letters.map(({ member, to }) => [
      { text: member.establishmentName },
      { text: to.name },
      { text: to.email, hint: sayLastTo(to.email, sent) },
    ]),
    compact: true,
  }
}

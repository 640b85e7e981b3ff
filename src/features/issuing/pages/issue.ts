import { idsIn } from '../../../platform/forms/fields.ts'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { typed, typedAll } from '../../../platform/forms/parseForm.ts'
import { queryPage, queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { returnsToWriteAbout, returnToWriteAbout, whoIsWrittenTo } from '../../correspondence/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { questionSets } from '../../partnerships/index.ts'
import type { LinksGoTo } from '../../establishments/index.ts'
import { isSetCode } from '../../questionnaires/index.ts'
import type { Round } from '../../rounds/index.ts'
import { orderIssue } from '../issueActions.ts'
import { issueList, issueMix, issueSums, NO_ISSUE_FILTER, type IssueFilter, type ReturnSelection } from '../issueStore.ts'
import { lastSentTo, letterheadOf } from '../../messages/index.ts'
import { linkLetter } from '../linkLetter.ts'
import { textFaults, type MailText } from '../mailText.ts'
import { INVITATION_TEXT } from '../invitationLetter.ts'
import { keyed } from '../schemas.ts'
import { linksGoToIn, rolesOf } from '../whoGetsThem.ts'
import { chooseView, PAGE_SIZE, textView } from './issueView.ts'
import { typedMessage } from './messageFields.ts'
import { openRound } from './openRound.ts'

/** Those without an address are few; a longer list is looked at in the register. */
const LISTED_WITHOUT = 50

/** Whom to issue links to: all who can be mailed, or some; and who has nobody to mail. */
export const chooseToIssuePage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await openRound(db, actor, req)
  const today = londonDate(now())
  const filter = readFilter(name => queryText(req, name))
  const sums = await issueSums(db, round, { filter }, today)
  const page = Math.min(queryPage(req), Math.max(1, Math.ceil(sums.ready / PAGE_SIZE)))
  const offset = (page - 1) * PAGE_SIZE
  const ready = await issueList(db, round, { filter }, { mailable: true, today, offset, limit: PAGE_SIZE })
  const people = await bothOf(db, round, ready, today)
  const addresses = [...people.values()].flat().map(({ email }) => email)
  renderPage(
    res,
    'issuing/choose',
    chooseView({
      round,
      sets: await questionSets(db, actor.partnershipId),
      filter,
      page,
      today,
      sums,
      mix: await issueMix(db, round, { filter }, today),
      allSums: await issueSums(db, round, { filter: NO_ISSUE_FILTER }, today),
      ready,
      people,
      sent: await lastSentTo(db, actor.partnershipId, addresses),
      withoutEmail: await issueList(db, round, { filter: NO_ISSUE_FILTER }, { mailable: false, today, offset: 0, limit: LISTED_WITHOUT }),
      nothingTicked: queryText(req, 'nothing') === '1',
    }),
  )
}

/** The message that they get, to read and change before anything is sent. */
export const issueTextPage: Page<StaffActor> = async (context, req, res) => {
  const round = await openRound(context.db, context.actor, req)
  const which = readSelection(
    name => queryText(req, name),
    [req.query.return].flat().filter(value => typeof value === 'string'),
  )
  if ('ids' in which && which.ids.length === 0) {
    res.redirect(303, `/rounds/${round.id}/issue?nothing=1`)
    return
  }
  const goTo = linksGoToIn(queryText(req, 'goesTo')) ?? round.linksGoTo
  renderPage(res, 'issuing/text', await textModel(context, round, { which, goTo, text: INVITATION_TEXT }))
}

/** Issues the links, or shows the message again: with its faults, or as its first reader would see it. */
export const issuePage: Page<StaffActor> = async (context, req, res) => {
  const round = await openRound(context.db, context.actor, req)
  const which = readSelection(name => typed(req.body, name), typedAll(req.body, 'return'))
  const text = typedMessage(req.body)
  const goTo = linksGoToIn(typed(req.body, 'goesTo')) ?? round.linksGoTo
  const faults = textFaults(text)
  if (faults.length > 0 || typed(req.body, 'intent') === 'preview') {
    renderPage(faults.length > 0 ? res.status(422) : res, 'issuing/text', await textModel(context, round, { which, goTo, text }, faults))
    return
  }
  const { runId } = await orderIssue(context.db, context.actor, {
    roundId: round.id,
    which,
    goTo,
    text,
    key: keyed.parse(req.body)._key,
    now: context.now(),
  })
  res.redirect(303, `/jobs/${runId}`)
}

type Context = PageContext<StaffActor>

async function textModel(
  context: Context,
  round: Round,
  { which, goTo, text }: { which: ReturnSelection; goTo: LinksGoTo; text: MailText },
  faults: ReturnType<typeof textFaults> = [],
): Promise<ViewModel> {
  const { db } = context
  const today = londonDate(context.now())
  const sums = await issueSums(db, round, which, today)
  const [first] = await issueList(db, round, which, { mailable: true, today, offset: 0, limit: 1 })
  const example = first && (await exampleOf(db, round.partnershipId, first.returnId, { text, goTo, today }))
  return textView({ round, which, goTo, text, faults, sums, roles: rolesOf(goTo, await issueMix(db, round, which, today)), example })
}

/** The letter as its first reader would see it. */
async function exampleOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
  { text, goTo, today }: { text: MailText; goTo: LinksGoTo; today: string },
) {
  const about = { ...(await returnToWriteAbout(db, partnershipId, returnId)), linksGoTo: goTo }
  const [to] = whoIsWrittenTo(about, 'answering', today).to
  return to && linkLetter(about, to, await letterheadOf(db, partnershipId), { kind: 'invitation', text, key: '' })
}

/** DSL and head of each return, or whoever is given its link where it has neither. */
async function bothOf(db: Db, { partnershipId }: Round, listed: readonly { returnId: Id<'return'> }[], today: string) {
  const ids = listed.map(({ returnId }) => returnId)
  const abouts = ids.length === 0 ? [] : await returnsToWriteAbout(db, partnershipId, ids)
  return new Map(abouts.map(about => [about.returnId, whoIsWrittenTo({ ...about, linksGoTo: 'both' }, 'answering', today).to]))
}

function readSelection(value: (name: string) => string, ids: readonly string[]): ReturnSelection {
  if (value('which') === 'all') return { filter: readFilter(value) }
  return { ids: idsIn(ids) }
}

function readFilter(value: (name: string) => string): IssueFilter {
  const set = value('set')
  return { search: value('search').trim().slice(0, 100), set: isSetCode(set) ? set : '' }
}

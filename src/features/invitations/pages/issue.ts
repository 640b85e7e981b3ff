import type { Db } from '../../../platform/db.ts'
import { typed, typedAll } from '../../../platform/forms/parseForm.ts'
import { queryPage, queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { SET_CODES, type SetCode } from '../../questionnaires/index.ts'
import type { Round } from '../../rounds/index.ts'
import { orderIssue } from '../issue.ts'
import { issueList, issueSums, NO_ISSUE_FILTER, type IssueFilter, type WhichReturns } from '../issueStore.ts'
import { INVITATION_TEXT, textFaults, type MailText } from '../mailWords.ts'
import { keyed } from '../schemas.ts'
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
  renderPage(
    res,
    'invitations/choose',
    chooseView({
      round,
      filter,
      page,
      today,
      sums,
      allSums: await issueSums(db, round, { filter: NO_ISSUE_FILTER }, today),
      ready: await issueList(db, round, { filter }, { mailable: true, today, offset, limit: PAGE_SIZE }),
      withoutEmail: await issueList(db, round, { filter: NO_ISSUE_FILTER }, { mailable: false, today, offset: 0, limit: LISTED_WITHOUT }),
      nothingTicked: queryText(req, 'nothing') === '1',
    }),
  )
}

/** The message that they get, to read and change before anything is sent. */
export const issueTextPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await openRound(db, actor, req)
  const which = readWhich(
    name => queryText(req, name),
    [req.query.return].flat().filter(value => typeof value === 'string'),
  )
  if ('ids' in which && which.ids.length === 0) {
    res.redirect(303, `/rounds/${round.id}/issue?nothing=1`)
    return
  }
  renderPage(res, 'invitations/text', await textModel(db, round, which, INVITATION_TEXT, now()))
}

/** Issues the links, or shows the message again: with its faults, or as its first reader would see it. */
export const issuePage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await openRound(db, actor, req)
  const which = readWhich(name => typed(req.body, name), typedAll(req.body, 'return'))
  const text = typedMessage(req.body)
  const faults = textFaults(text)
  if (faults.length > 0 || typed(req.body, 'intent') === 'preview') {
    renderPage(faults.length > 0 ? res.status(422) : res, 'invitations/text', await textModel(db, round, which, text, now(), faults))
    return
  }
  const { runId } = await orderIssue(db, actor, { roundId: round.id, which, text, key: keyed.parse(req.body)._key }, now())
  res.redirect(303, `/jobs/${runId}`)
}

async function textModel(db: Db, round: Round, which: WhichReturns, text: MailText, now: Date, faults: ReturnType<typeof textFaults> = []) {
  const today = londonDate(now)
  const sums = await issueSums(db, round, which, today)
  const [example] = await issueList(db, round, which, { mailable: true, today, offset: 0, limit: 1 })
  return textView({ round, which, text, faults, sums, example, today })
}

function readWhich(value: (name: string) => string, ids: readonly string[]): WhichReturns {
  if (value('which') === 'all') return { filter: readFilter(value) }
  return { ids: ids.filter(id => /^[1-9]\d{0,14}$/.test(id)).map(Number) }
}

function readFilter(value: (name: string) => string): IssueFilter {
  const set = value('set')
  return { search: value('search').trim().slice(0, 100), set: (SET_CODES as readonly string[]).includes(set) ? (set as SetCode) : '' }
}

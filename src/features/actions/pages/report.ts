import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { tokenHash } from '../../../platform/linkToken.ts'
import { sayInstant } from '../../../platform/london.ts'
import { countTry, type Limit } from '../../../platform/rateLimit.ts'
import { withLinks } from '../../../platform/telephone.ts'
import { addressKey } from '../../accounts/index.ts'
import type { Actor } from '../../history/index.ts'
import { beSecret } from '../../links/index.ts'
import { letterheadOf } from '../../messages/index.ts'
import { findPartnership } from '../../partnerships/index.ts'
import { PROGRESS_PATH, sayTimescale, STATE_WORDS } from '../action.ts'
import { NOTE_HINT, toldMeanwhile } from './action.ts'
import { reportByLink } from '../linkActions.ts'
import { linkByHash, type ActionLink } from '../linkStore.ts'
import { progressOf } from '../progressStore.ts'
import { refuse } from '../refusals.ts'
import { keyed, REPORTED_STATES, reportForm, seen } from '../schemas.ts'
import { findAction } from '../store.ts'

/** Only links that do not exist are counted: whoever has a right one is never kept out. */
const WRONG: Limit = { name: 'progress-link-wrong', tries: 100, seconds: 15 * 60 }
/** More notes than anybody has to write in an hour. */
const NOTES: Limit = { name: 'progress-link-notes', tries: 30, seconds: 60 * 60 }

type Context = PageContext<Actor | null>

/** GET: one action, to whoever leads it. Changes nothing, whoever or whatever opens it. */
export const reportPage: Page<Actor | null> = async (context, req, res) => {
  const token = beSecret(req, res)
  const link = await linkByHash(context.db, tokenHash(token))
  if (!link) return unknown(context, req, res)
  await show(context, res, { link, token, said: { note: '', state: '' } })
}

/** POST: notes how far it is. */
export const doReportPage: Page<Actor | null> = async (context, req, res) => {
  const token = beSecret(req, res)
  const hash = tokenHash(token)
  const link = await linkByHash(context.db, hash)
  if (!link) return unknown(context, req, res)
  const said = { note: typed(req.body, 'note'), state: typed(req.body, 'state') }
  const parsed = parseForm(reportForm((await findAction(context.db, link.partnershipId, link.actionId))?.state), req.body)
  if (!parsed.ok) return show(context, res.status(422), { link, token, said, errors: parsed.errors })
  const wait = await countTry(context.db, NOTES, String(link.id))
  if (wait !== null) throw refuse.tooManyNotes(wait)
  const sent = { ...parsed.values, seen: seen.parse(req.body)._seen, requestKey: keyed.parse(req.body)._key }
  const { outcome } = await reportByLink(context.db, hash, sent)
  if (outcome === 'noted') res.redirect(303, `${PROGRESS_PATH}/${token}`)
  else await show(context, res.status(outcome === 'ended' ? 410 : 409), { link, token, said, isTold: outcome === 'told' })
}

async function unknown({ db }: Context, req: Request, res: Response): Promise<void> {
  const wait = await countTry(db, WRONG, addressKey(req.ip ?? ''))
  if (wait !== null) throw refuse.tooManyLinks(wait)
  stopped(res.status(404), 'This link does not work', [
    'Check that the whole address was copied from the email: it may have been broken over two lines.',
  ])
}

const stopped = (res: Response, title: string, paragraphs: string[]): void =>
  renderPage(res, 'actions/stopped', { title, layout: 'plain', paragraphs })

type State = { link: ActionLink; token: string; said: { note: string; state: string }; errors?: readonly FormError[]; isTold?: boolean }

async function show({ db }: Context, res: Response, { link, token, said, errors: wrong = [], isTold = false }: State): Promise<void> {
  const { partnershipId, actionId } = link
  const [from, partnership, action, all, now] = await Promise.all([
    letterheadOf(db, partnershipId),
    findPartnership(db, partnershipId),
    findAction(db, partnershipId, actionId),
    progressOf(db, partnershipId, [actionId]),
    linkByHash(db, tokenHash(token)),
  ])
  res.locals.partnershipName = from.name
  res.locals.concern = partnership?.concernLine ? { parts: withLinks(partnership.concernLine) } : undefined
  if (!action || !now || now.endedAt !== null) {
    stopped(res.status(410), 'This link has been ended', [
      `${from.name} ended it, for example because someone else leads the action now.`,
      ...(said.note === '' ? [] : ['What you wrote was not saved:', said.note]),
      ...(from.contactEmail === '' ? [] : [`If you still lead it, write to ${from.contactEmail}.`]),
    ])
    return
  }
  const errors = isTold ? [toldMeanwhile(action)] : wrong
  const errorOf = errorsBy(errors)
  const isFinished = action.state === 'done' || action.state === 'dropped'
  renderPage(res, 'actions/report', {
    title: 'How far is it?',
    layout: 'respondent',
    errors: summaryOf(errors),
    from: from.name,
    what: action.what,
    facts: [
      ['When', [action.timescale, sayTimescale(action)].filter(text => text !== '').join('. ')],
      ['Outcome measure', action.outcomeMeasure],
      ['It stands now', STATE_WORDS[action.state].words],
    ]
      .filter(([, text]) => text !== '')
      .map(([key, text]) => ({ key: { text: key }, value: { text } })),
    forLine: `This link is for ${link.name}. It opens this action and nothing else.`,
    finished: isFinished ? 'Nothing more is needed. Thank you.' : '',
    lost: isFinished && said.note !== '' ? `What you wrote was not saved: ${said.note}` : '',
    // Only what came by this link: other notes are the office's, and two leads may bear one name.
    own: all
      .filter(({ linkId }) => linkId === link.id)
      .map(({ at, note, stateAfter }) => ({
        title: STATE_WORDS[stateAfter].words,
        when: sayInstant(at),
        at: at.toISOString(),
        text: note,
      })),
    form: isFinished
      ? undefined
      : {
          action: `${PROGRESS_PATH}/${token}`,
          key: randomUUID(),
          seen: all.length,
          note: {
            id: 'note',
            name: 'note',
            limit: 4_000,
            label: { text: 'How far is it?', classes: 'govuk-label--s' },
            hint: { text: `Write nothing that identifies a child. ${NOTE_HINT}` },
            rows: 4,
            value: said.note,
            errorMessage: errorOf('note'),
          },
          state: {
            idPrefix: 'state',
            name: 'state',
            classes: 'govuk-radios--small',
            fieldset: { legend: { text: 'How does it stand now?', classes: 'govuk-fieldset__legend--s' } },
            items: REPORTED_STATES.map(value => ({
              value,
              text: STATE_WORDS[value].words,
              checked: (said.state === '' ? action.state : said.state) === value,
            })),
            errorMessage: errorOf('state'),
          },
        },
  })
}

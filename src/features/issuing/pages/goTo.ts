import type { Response } from 'express'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate, sayInstant } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { LINKS_GO_TO, type LinksGoTo } from '../../establishments/index.ts'
import { earlier, type StaffActor } from '../../history/index.ts'
import { roundTrail, type Round } from '../../rounds/index.ts'
import { changeLinksGoTo, choicesOfIssued, type ChoiceOfIssued } from '../goToActions.ts'
import { linksGoToIn, LINKS_GO_TO_WORDS, sayByRole } from '../whoGetsThem.ts'
import { openRound } from './openRound.ts'

type Context = PageContext<StaffActor>

/** GET: who gets the links of a round whose links are out, with what each choice would come to. */
export const goToPage: Page<StaffActor> = async (context, req, res) => {
  const round = await openRound(context.db, context.actor, req)
  await show(context, res, round, { chosen: round.linksGoTo })
}

/** POST: chooses anew. Nothing is sent. */
export const changeGoToPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor } = context
  const round = await openRound(db, actor, req)
  const goTo = linksGoToIn(typed(req.body, 'goesTo'))
  if (goTo === null) {
    await show(context, res.status(422), round, { chosen: null, errors: [{ field: 'goesTo', message: 'Choose who gets the links' }] })
    return
  }
  const outcome = await changeLinksGoTo(db, actor, { roundId: round.id, goTo, seen: linksGoToIn(typed(req.body, 'seen')) })
  const last = outcome === 'changed' ? undefined : await earlier.lastDone(db, actor, { roundId: round.id }, { verbs: CHOOSING })
  const by = last === undefined ? '' : `${last.by} chose this at ${sayInstant(last.at)}.`
  if (outcome === 'overtaken') {
    const now = await openRound(db, actor, req)
    const changed = `The choice is another since you opened this page: “${LINKS_GO_TO_WORDS[now.linksGoTo].choice}”. ${by} Nothing of yours is changed yet.`
    await show(context, res.status(409), now, { chosen: goTo, changed })
    return
  }
  const who = `The links of “${round.name}” go to: ${LINKS_GO_TO_WORDS[goTo].choice.toLowerCase()}.`
  req.session.notice = {
    text:
      outcome === 'changed'
        ? `${who} The links that people have stay as they are. Press “Send links again” in the list of returns, and anyone without a link gets one.`
        : `${who} ${by}`.trim(),
  }
  res.redirect(303, `/rounds/${round.id}/links-go-to`)
}

/** What chooses who gets the links: issuing does too. */
const CHOOSING = ['round.links_go_to_changed', 'round.issue_ordered'] as const

async function show(
  { db, now }: Context,
  res: Response,
  round: Round,
  { chosen, errors = [], changed = '' }: { chosen: LinksGoTo | null; errors?: readonly FormError[]; changed?: string },
): Promise<void> {
  const { returns, choices } = await choicesOfIssued(db, round, londonDate(now()))
  renderPage(res, 'issuing/goTo', {
    title: 'Who gets the links',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Issue audit links', href: `/rounds/${round.id}/issue` }, { text: 'Who gets the links' }),
    errors: summaryOf(errors),
    changed,
    line: `${sayCount(returns, 'return is', 'returns are')} issued and outstanding. Each choice says who gets the letters with their links from then on.`,
    kept: 'Nothing is sent by this, and no link ends: the person who holds the main link of a return keeps it, and still gets its letters. Those who hold no link get one when links are next sent, with more time or again.',
    action: `/rounds/${round.id}/links-go-to`,
    seen: round.linksGoTo,
    goesTo: {
      idPrefix: 'goesTo',
      name: 'goesTo',
      fieldset: { legend: { text: 'Who gets the links?', classes: 'govuk-fieldset__legend--s' } },
      items: LINKS_GO_TO.map(goTo => ({
        value: goTo,
        text: goTo === round.linksGoTo ? `${LINKS_GO_TO_WORDS[goTo].choice} (as it is now)` : LINKS_GO_TO_WORDS[goTo].choice,
        checked: goTo === chosen,
        hint: { text: hintOf(choices[goTo]) },
      })),
      errorMessage: errorsBy(errors)('goesTo'),
    },
    resendHref: `/rounds/${round.id}/returns?flag=outstanding`,
    cancelHref: `/rounds/${round.id}`,
  })
}

const hintOf = ({ roles, without }: ChoiceOfIssued): string =>
  [sayByRole(roles), without === 0 ? '' : `${sayCount(without, 'of them holds', 'of them hold')} no link yet.`]
    .filter(words => words !== '')
    .join(' ')

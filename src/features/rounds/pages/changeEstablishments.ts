import type { Request, Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import { londonDate } from '../../../platform/london.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import { earlier, type StaffActor, type Verb } from '../../history/index.ts'
import { questionSets } from '../../partnerships/index.ts'
import { addEstablishments, chooseSets, removeEstablishments } from '../membershipActions.ts'
import { expectedAgain } from '../../returnPages/index.ts'
import { useNewestVersions } from '../versionActions.ts'
import type { Place } from '../memberFilter.ts'
import type { Round } from '../round.ts'
import { keyed } from '../schemas.ts'
import { filterInForm, listHref, selectionOf } from './memberQuery.ts'
import { visibleRound } from './visibleRound.ts'

export const addPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const which = selectionOf(req.body)
  const { added } = await addEstablishments(db, actor, {
    roundId: round.id,
    which,
    today: londonDate(now()),
    key: keyed.parse(req.body)._key,
  })
  goBack(
    req,
    res,
    round,
    'out',
    added === 0 ? await nothingDone(db, actor, round, which, ADDING) : `${sayCount(added, 'establishment')} added to the round.`,
    added > 0,
  )
}

export const removePage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const which = selectionOf(req.body)
  const { removed, kept, uncovered } = await removeEstablishments(db, actor, {
    roundId: round.id,
    which,
    today: londonDate(now()),
  })
  const done =
    removed === 0
      ? kept.length === 0
        ? await nothingDone(db, actor, round, which, TAKING_OUT)
        : 'Nothing was changed.'
      : `${sayCount(removed, 'establishment')} taken out of the round.`
  goBack(req, res, round, 'in', `${done}${keptWords(kept)}${expectedAgain(uncovered ?? [])}`, removed > 0)
}

/** How many are named; a longer list would hide the rest of the page. */
const NAMED = 5

function keptWords(kept: readonly string[]): string {
  if (kept.length === 0) return ''
  const more = kept.length > NAMED ? ` and ${sayCount(kept.length - NAMED, 'establishment')} more` : ''
  const [stay, them] = kept.length === 1 ? ['stays', 'it'] : ['stay', 'them']
  return ` ${kept.slice(0, NAMED).join('; ')}${more} ${stay}: chases, documents or more time are recorded for ${them}.`
}

export const setsPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const wanted = typed(req.body, 'chosenSet')
  const set = (await questionSets(db, actor.partnershipId)).find(({ code }) => code === wanted)?.code ?? 'by type'
  const which = selectionOf(req.body)
  const { changed } = await chooseSets(db, actor, { roundId: round.id, which, set, today: londonDate(now()) })
  const words = set === 'by type' ? 'the set that the rule chooses' : `set ${set}`
  goBack(
    req,
    res,
    round,
    'in',
    changed === 0
      ? await nothingDone(db, actor, round, which, CHANGING)
      : `${sayCount(changed, 'establishment')} now ${changed === 1 ? 'answers' : 'answer'} ${words}.`,
    changed > 0,
  )
}

export const versionsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  await useNewestVersions(db, actor, round.id)
  goBack(req, res, round, 'in', 'This round uses the newest version of each set.', true)
}

/** What a button does, why it found nothing to do, and what of others left it nothing. */
type ButtonWords = { verb: string; why: string; by: readonly Verb[] }
const ADDING: ButtonWords = { verb: 'add', why: 'all of these are in the round already', by: ['round.establishments_added'] }
const TAKING_OUT: ButtonWords = {
  verb: 'take out',
  why: 'none of these is in the round any more, or each has its link',
  by: ['round.establishments_removed', 'round.issue_ordered'],
}
const CHANGING: ButtonWords = {
  verb: 'change',
  why: 'none of these is in the round without its link, or each has this set already',
  by: ['round.sets_chosen', 'round.establishments_removed', 'round.issue_ordered'],
}

/** Nothing was ticked; or there was nothing left to do: somebody else was first. */
async function nothingDone(
  db: Db,
  actor: StaffActor,
  round: Round,
  which: ReturnType<typeof selectionOf>,
  { verb, why, by }: ButtonWords,
): Promise<string> {
  if ('ids' in which && which.ids.length === 0)
    return `Nothing was changed: tick the establishments that you want to ${verb}, or choose “All”.`
  return `Nothing was changed: ${why}. ${await earlier.doneBy(db, actor, { roundId: round.id }, by)}`.trim()
}

function goBack(req: Request, res: Response, round: Round, place: Place, text: string, done: boolean): void {
  req.session.notice = done ? { text } : { text, kind: 'information' }
  res.redirect(303, listHref(round.id, place, filterInForm(req.body)))
}

import { typed } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate, sayShortDay, sayShortInstant } from '../../../platform/london.ts'
import { paragraphs } from '../../../platform/say.ts'
import type { Id } from '../../../platform/id.ts'
import { withWebLinks } from '../../../platform/webLinks.ts'
import { roleHolds } from '../../accounts/index.ts'
import {
  actionHref,
  actionStanding,
  nameOf,
  progressOf,
  sayTimescale,
  standingWords,
  STATE_WORDS,
  type Progress,
} from '../../actions/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { digestOf, newestOf, type Publication } from '../../publications/index.ts'
import { visibleRound } from '../../rounds/index.ts'
import { LOOKS, lookAt, promiseLines, promisesOf, type Answer, type Placement } from '../answer.ts'
import { sayCounts } from '../content.ts'
import { answersHref, saidDidHref } from '../paths.ts'
import { standingOf } from '../publicationActions.ts'
import type { Theme } from '../theme.ts'
import { saidDidTrail, TITLE } from './visible.ts'

/** GET: the themes of a round with their answers. */
export const saidDidPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const { themes, placements, answers, content, kept } = await standingOf(db, round)
  const newest = await newestOf(db, actor.partnershipId, round.id, 'said_did')
  const progress = await progressOf(
    db,
    actor.partnershipId,
    answers.map(({ action }) => action.id),
  )
  const today = londonDate(now())
  const manages = roleHolds(actor.role, 'saidDid.manage')
  const here = saidDidHref(round.id)
  const publishing = `/rounds/${round.id}/publications`
  const lines = promiseLines(promisesOf(answers, today), here)
  // A list of which nothing is left any more is the whole page again.
  const shown = LOOKS.find(look => look === typed(req.query, 'show') && lines.some(line => line.look === look)) ?? null
  renderPage(res, 'saidDid/list', {
    title: TITLE,
    layout: 'staff',
    breadcrumbs: saidDidTrail(round),
    roundName: round.name,
    newHref: manages ? `${here}/themes/new` : '',
    empty: emptyState(manages ? `${here}/themes/new` : ''),
    workbookHref: themes.length > 0 ? `${here}/workbook` : '',
    importHref: manages ? `${here}/import` : '',
    counts: sayCounts(content),
    look: lines.map(({ text, href, look }) => ({ text, href: look === shown ? '' : href })),
    allHref: shown === null ? '' : here,
    published: publishedLine(newest, digestOf(kept)),
    publishedHref: newest ? publishing : '',
    publishHref: themes.length > 0 && roleHolds(actor.role, 'publication.manage') ? `${publishing}/new/said_did` : '',
    themes: shownThemes(themes, placements, answers, shown && (answer => lookAt(answer, today) === shown)).map(({ theme, at, ids }) => {
      const whole = shown === null
      return {
        id: theme.id,
        title: theme.title,
        said: paragraphs(theme.statement).map(withWebLinks),
        heard: theme.heard,
        numbers: content.themes[at]?.numbers ?? [],
        buttons: manages ? themeButtons(here, theme, { up: whole && at > 0, down: whole && at < themes.length - 1 }) : undefined,
        addHref: manages ? `${answersHref(round.id, theme.id)}/new` : '',
        answers: ids.flatMap((id, place) => {
          const answer = answers.find(({ action }) => action.id === id)
          if (!answer) return []
          const base = `${answersHref(round.id, theme.id)}/${id}`
          const latest = progress.find(({ actionId }) => actionId === id)
          const buttons = manages
            ? answerButtons(base, answer, { up: whole && place > 0, down: whole && place < ids.length - 1 })
            : undefined
          return [{ ...answerView(answer, theme, themes, { today, latest }), buttons }]
        }),
      }
    }),
  })
}

/** The themes with those of their answers that are shown, an answer to several under the first alone where only some are shown. */
function shownThemes(
  themes: readonly Theme[],
  placements: readonly Placement[],
  answers: readonly Answer[],
  isShown: ((answer: Answer) => boolean) | null,
) {
  const told = new Set<Id<'action'>>()
  return themes
    .map((theme, at) => {
      const placed = placements.filter(({ themeId }) => themeId === theme.id).map(({ actionId }) => actionId)
      const ids = isShown
        ? placed.filter(id => !told.has(id) && answers.some(answer => answer.action.id === id && isShown(answer)))
        : placed
      ids.forEach(id => told.add(id))
      return { theme, at, ids }
    })
    .filter(({ ids }) => !isShown || ids.length > 0)
}

const emptyState = (newHref: string) => ({
  heading: 'No theme yet',
  text: 'A theme is one thing that the audit said, like “Young carers”, with the findings that say it. Each is answered by what you did or will do.',
  ...(newHref === '' ? {} : { action: { text: 'Add the first theme', href: newHref } }),
})

function answerView(
  answer: Answer,
  theme: Theme,
  themes: readonly Theme[],
  { today, latest }: { today: string; latest: Progress | undefined },
) {
  const { action, namesPublic, themeIds } = answer
  const also = themes.filter(({ id }) => id !== theme.id && themeIds.includes(id)).map(({ title }) => `“${title}”`)
  const read = sayTimescale(action)
  return {
    what: paragraphs(action.what).map(withWebLinks),
    tag: { text: STATE_WORDS[action.state].words, colour: STATE_WORDS[action.state].colour },
    standing: standingWords.STANDING_TAGS[actionStanding(action, today)],
    notes: [
      action.timescale === '' ? '' : `When: ${action.timescale}${read === '' ? '' : ` (${read.charAt(0).toLowerCase()}${read.slice(1)})`}`,
      action.lead === '' ? '' : `Who: ${action.lead.replace(/\n/g, '; ')}${namesPublic ? ' (names may be published)' : ''}`,
      also.length === 0 ? '' : `Answers ${also.join(' and ')} too, and is counted once`,
      latest ? `${sayShortDay(latest.at)}: ${latest.note === '' ? STATE_WORDS[latest.stateAfter].words : latest.note}` : '',
    ].filter(note => note !== ''),
    href: actionHref(action.id),
  }
}

const answerButtons = (base: string, { action }: Answer, moves: { up: boolean; down: boolean }) => ({
  about: `the answer “${nameOf(action)}”`,
  editHref: `${base}/edit`,
  removeHref: `${base}/remove`,
  move: `${base}/move`,
  ...moves,
  progressHref: `${actionHref(action.id)}#progress`,
})

const themeButtons = (here: string, theme: Theme, moves: { up: boolean; down: boolean }) => ({
  about: `the theme “${theme.title}”`,
  editHref: `${here}/themes/${theme.id}/edit`,
  removeHref: `${here}/themes/${theme.id}/remove`,
  move: `${here}/themes/${theme.id}/move`,
  ...moves,
})

/** How what stands here and what anyone can read differ. */
function publishedLine(newest: Publication | undefined, digest: string): string {
  if (!newest) return 'Nothing is published yet.'
  const version = `Version ${newest.number}`
  if (newest.withdrawnAt !== null) return `${version} was withdrawn ${sayShortInstant(newest.withdrawnAt)}.`
  const since = newest.contentDigest === digest ? 'Nothing has changed since.' : 'What stands here has changed since.'
  return `${version} was published ${sayShortInstant(newest.publishedAt)} by ${newest.publishedBy}. ${since}`
}

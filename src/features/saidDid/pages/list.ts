import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { paragraphs } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { digestOf, newestOf, type Publication } from '../../publications/index.ts'
import { visibleRound } from '../../rounds/index.ts'
import { numbersIn } from '../content.ts'
import { saidDidPublication } from '../publicationActions.ts'
import { numbersOf } from '../numberActions.ts'
import { saidDidHref } from '../paths.ts'
import type { Theme } from '../theme.ts'
import { themesOf } from '../themeStore.ts'
import { saidDidTrail, TITLE } from './visible.ts'

/** GET: the themes of a round with their answers. */
export const saidDidPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const themes = await themesOf(db, actor.partnershipId, round.id)
  const numbers = await numbersOf(db, actor.partnershipId, round.id)
  const sentences = new Map(numbers.map(({ findingId, sentence }) => [findingId, sentence]))
  const newest = await newestOf(db, actor.partnershipId, round.id, 'said_did')
  const manages = roleHolds(actor.role, 'saidDid.manage')
  const here = saidDidHref(round.id)
  renderPage(res, 'saidDid/list', {
    title: TITLE,
    layout: 'staff',
    breadcrumbs: saidDidTrail(round),
    roundName: round.name,
    newHref: manages ? `${here}/themes/new` : '',
    empty: {
      heading: 'No theme yet',
      text: 'A theme is one thing that the audit said, like “Young carers”, with the findings that say it. Each is answered by what was or will be done.',
      ...(manages ? { action: { text: 'Add the first theme', href: `${here}/themes/new` } } : {}),
    },
    published: publishedLine(newest, digestOf((await saidDidPublication.draft(db, round)).content)),
    publishedHref: newest ? `/rounds/${round.id}/publications` : '',
    publishHref: themes.length > 0 && roleHolds(actor.role, 'publication.manage') ? `/rounds/${round.id}/publications/new/said_did` : '',
    themes: themes.map((theme, at) => ({
      id: theme.id,
      title: theme.title,
      said: paragraphs(theme.statement),
      heard: theme.heard,
      numbers: numbersIn(theme.findingIds, sentences),
      buttons: manages ? buttonsOf(here, theme, at === 0, at === themes.length - 1) : undefined,
    })),
  })
}

const buttonsOf = (here: string, theme: Theme, isFirst: boolean, isLast: boolean) => ({
  about: theme.title,
  editHref: `${here}/themes/${theme.id}/edit`,
  removeHref: `${here}/themes/${theme.id}/remove`,
  move: `${here}/themes/${theme.id}/move`,
  up: !isFirst,
  down: !isLast,
})

/** How what stands here and what anyone can read differ. */
function publishedLine(newest: Publication | undefined, digest: string): string {
  if (!newest) return 'Nothing is published yet.'
  const version = `Version ${newest.number}`
  if (newest.withdrawnAt !== null) return `${version} was withdrawn ${sayShortInstant(newest.withdrawnAt)}.`
  const since = newest.contentDigest === digest ? 'Nothing has changed since.' : 'What stands here has changed since.'
  return `${version} was published ${sayShortInstant(newest.publishedAt)} by ${newest.publishedBy}. ${since}`
}

import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { sayShortDay } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import type { QuestionnaireDocument } from '../document.ts'
import { LIBRARY } from '../library/index.ts'
import { digestOf, usedVersions, type UsedVersion } from '../store.ts'

/** The question sets of the partnership, each with its versions, and whether the library has newer words. */
export const versionsPage: Page<StaffActor> = async ({ db, actor }, _req, res) =>
  renderPage(
    res,
    'questionnaires/versions',
    versionsView(await usedVersions(db, actor.partnershipId), LIBRARY, roleHolds(actor.role, 'round.manage')),
  )

/** @param manages whether the person may publish */
export function versionsView(versions: readonly UsedVersion[], library: readonly QuestionnaireDocument[], manages: boolean): ViewModel {
  return {
    title: 'Questionnaires',
    layout: 'staff',
    isEmpty: versions.length === 0,
    manages,
    sets: library.map(document =>
      setView(
        document,
        versions.filter(version => version.setCode === document.set),
        manages,
      ),
    ),
  }
}

function setView(document: QuestionnaireDocument, versions: readonly UsedVersion[], manages: boolean) {
  const [newest, ...older] = versions
  const isBehind = newest?.digest !== digestOf(document)
  return {
    heading: `Set ${document.set}: ${newest?.title ?? document.title}`,
    audience: document.audience,
    newest: newest ? versionLine(newest) : null,
    older: older.map(versionLine),
    publish: manages && isBehind ? { set: document.set, words: publishWords(document, newest) } : null,
  }
}

function publishWords(document: QuestionnaireDocument, newest: UsedVersion | undefined) {
  const questions = document.sections.reduce(
    (sum, { questions: list }) => sum + list.filter(({ kind }) => kind !== 'information').length,
    0,
  )
  const what = `${document.sections.length} sections and ${questions} questions, for ${document.edition}`
  return newest === undefined
    ? { text: `The library has this set: ${what}.`, button: `Publish set ${document.set}` }
    : {
        text: `The library’s set differs from your newest version: ${what}. Rounds that are open keep theirs.`,
        button: `Publish it as version ${newest.version + 1}`,
      }
}

const versionLine = (version: UsedVersion) => ({
  text: `Version ${version.version}`,
  href: `/questionnaires/${version.id}`,
  hiddenText: `of set ${version.setCode}`,
  line: [
    version.edition,
    `published ${sayShortDay(version.createdAt)} by ${version.createdBy}`,
    version.frozenAt === null ? 'not frozen yet' : `frozen since ${sayShortDay(version.frozenAt)}`,
  ].join(', '),
  rounds: version.rounds.map(({ id, name }) => ({ text: name, href: `/rounds/${id}` })),
})

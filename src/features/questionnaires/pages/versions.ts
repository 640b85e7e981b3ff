import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { sayShortDay } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { questionSets, type QuestionSet } from '../../partnerships/index.ts'
import { digestOf } from '../digest.ts'
import type { QuestionnaireDocument } from '../document.ts'
import { takesAnswer } from '../../questions/index.ts'
import { LIBRARY } from '../library/index.ts'
import { draftsOf, type Draft } from '../draftStore.ts'
import { usedVersions, type UsedVersion } from '../store.ts'
import { choiceHref } from './choice.ts'

/** The question sets of the partnership, each with its versions, and whether the library has newer words. */
export const versionsPage: Page<StaffActor> = async ({ db, actor }, _req, res) =>
  renderPage(
    res,
    'questionnaires/versions',
    versionsView(
      await usedVersions(db, actor.partnershipId),
      await questionSets(db, actor.partnershipId),
      LIBRARY,
      roleHolds(actor.role, 'round.manage'),
      await draftsOf(db, actor.partnershipId),
    ),
  )

/** @param manages whether the person may publish */
export function versionsView(
  versions: readonly UsedVersion[],
  sets: readonly QuestionSet[],
  library: readonly QuestionnaireDocument[],
  manages: boolean,
  drafts: readonly Draft[],
): ViewModel {
  return {
    title: 'Questionnaires',
    layout: 'staff',
    isEmpty: versions.length === 0,
    manages,
    sets: sets.map(set =>
      setView(
        set,
        library.find(document => document.set === set.code),
        versions.filter(version => version.setCode === set.code),
        { manages, draft: drafts.find(({ setCode }) => setCode === set.code) },
      ),
    ),
  }
}

type Known = { manages: boolean; draft: Draft | undefined }

/** @param document the library's words for the set; it has none for a set of the partnership's own */
function setView(
  set: QuestionSet,
  document: QuestionnaireDocument | undefined,
  versions: readonly UsedVersion[],
  { manages, draft }: Known,
) {
  const [newest, ...older] = versions
  const isBehind = document !== undefined && newest?.digest !== digestOf(document)
  return {
    heading: `Set ${set.code}: ${newest?.title ?? document?.title ?? set.name}`,
    audience: set.audience,
    newest: newest ? versionLine(newest) : null,
    older: older.map(versionLine),
    draft: manages && draft ? draftLine(draft) : null,
    choose: manages && !draft ? waysToChoose(document, newest, isBehind) : [],
    publish: manages && isBehind ? { set: document.set, words: publishWords(document, newest) } : null,
  }
}

const draftLine = (draft: Draft) => ({
  href: choiceHref(draft),
  text: 'Choose its questions',
  hiddenText: `of set ${draft.setCode}`,
  line: `A draft of the next version, changed by ${draft.createdBy}`,
})

/** What the questions of the next version can be chosen from: the library’s set, and what the newest version was made of where that differs. */
const waysToChoose = (document: QuestionnaireDocument | undefined, newest: UsedVersion | undefined, isBehind: boolean) => [
  ...(document ? [{ source: 'library', set: document.set, button: 'Choose the questions of the next version' }] : []),
  ...(newest && (isBehind || !document)
    ? [{ source: 'version', set: newest.setCode, button: `Choose from the questions of version ${newest.version}` }]
    : []),
]

function publishWords(document: QuestionnaireDocument, newest: UsedVersion | undefined) {
  const questions = document.sections.reduce((sum, { questions: list }) => sum + list.filter(takesAnswer).length, 0)
  const what = `${document.sections.length} sections and ${questions} questions, for ${document.edition}`
  if (newest === undefined) return { text: `The library has this set: ${what}.`, button: `Publish set ${document.set}` }
  const differs = `The library’s set differs from ${newest.isChosen ? 'the one that your newest version was chosen from' : 'your newest version'}: ${what}.`
  return newest.isChosen
    ? {
        text: `${differs} To keep what you chose, choose the questions of the next version. Or publish all ${questions} questions, without what you chose. Rounds that are open keep theirs.`,
        button: `Publish all ${questions} questions as version ${newest.version + 1}, without what you chose`,
      }
    : {
        text: `${differs} Rounds that are open keep theirs.`,
        button: `Publish it as version ${newest.version + 1}`,
      }
}

const versionLine = (version: UsedVersion) => ({
  text: `Version ${version.version}`,
  href: `/questionnaires/${version.id}`,
  hiddenText: `of set ${version.setCode}`,
  line: [
    version.edition,
    `published ${sayShortDay(version.publishedAt)} by ${version.publishedBy}`,
    version.frozenAt === null ? 'not frozen yet' : `frozen since ${sayShortDay(version.frozenAt)}`,
  ].join(', '),
  choiceHref: version.isChosen ? choiceHref(version) : null,
  rounds: version.rounds.map(({ id, name }) => ({ text: name, href: `/rounds/${id}` })),
})

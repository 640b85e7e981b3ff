import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { differences, type Difference } from '../differences.ts'
import { documentOf, findVersion, versionsOf } from '../store.ts'

const GROUPS: readonly { kind: Difference['kind']; heading: string }[] = [
  { kind: 'new', heading: 'New questions' },
  { kind: 'changed', heading: 'Changed questions' },
  { kind: 'left_out', heading: 'Questions left out' },
]

/** What changed from the version before, question by question, and why. */
export const changesPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { partnershipId } = actor
  const version = await findVersion(db, partnershipId, idParam(req, 'versionId'))
  if (!version) throw notFound()
  const earlier = (await versionsOf(db, partnershipId)).find(
    ({ setCode, version: number }) => setCode === version.setCode && number < version.version,
  )
  const now = await documentOf(db, partnershipId, version.id)
  const then = earlier && (await documentOf(db, partnershipId, earlier.id))
  if (!now || !earlier || !then) throw notFound()
  const found = differences(then, now)
  const title = `What changed in set ${version.setCode}`
  renderPage(res, 'questionnaires/changes', {
    title,
    layout: 'staff',
    breadcrumbs: [
      { text: 'Questionnaires', href: '/questionnaires' },
      { text: `Set ${version.setCode}, version ${version.version}`, href: `/questionnaires/${version.id}` },
      { text: 'What changed' },
    ],
    caption: `From version ${earlier.version} to version ${version.version}`,
    line: `${sayCount(found.length, 'question differs', 'questions differ')}. A question that means the same keeps its code, so that years compare.`,
    groups: GROUPS.map(({ kind, heading }) => ({ heading, items: found.filter(one => one.kind === kind) }))
      .filter(({ items }) => items.length > 0)
      .map(({ heading, items }) => ({ heading: `${heading} (${items.length})`, items })),
  })
}

import { roleHolds, type StaffPermission } from '../accounts/index.ts'
import type { StaffActor } from '../history/index.ts'
import type { AuditReturn } from '../returns/index.ts'

/** The parts of one return that staff look at, each with a page. */
const PARTS = [
  { part: 'summary', text: 'Summary', path: '', needs: 'return.view' },
  { part: 'answers', text: 'Answers', path: '/answers', needs: 'return.view' },
  { part: 'evidence', text: 'Documents', path: '/evidence', needs: 'return.view' },
  { part: 'links', text: 'Audit links', path: '/links', needs: 'return.manage' },
  { part: 'chases', text: 'Chases and emails', path: '/chases', needs: 'chase.view' },
  { part: 'history', text: 'History', path: '/history', needs: 'history.view' },
] as const satisfies readonly { part: string; text: string; path: string; needs: StaffPermission }[]
export type ReturnPart = (typeof PARTS)[number]['part']

/**
 * What the pages of one return have in common: where they stand, whose return it is, and the links between its parts
 * that this person may open (`<%- component('tabs', page.navigation) %>`).
 *
 * @param current the part that the page is; or the words for a page below the summary
 */
export function returnFrame(
  actor: StaffActor,
  auditReturn: Pick<AuditReturn, 'id' | 'roundId' | 'roundName' | 'establishmentName'>,
  current: ReturnPart | { below: string },
) {
  const href = `/returns/${auditReturn.id}`
  const part = typeof current === 'string' ? PARTS.find(candidate => candidate.part === current) : undefined
  const last = typeof current === 'string' ? part?.text : current.below
  return {
    layout: 'staff' as const,
    breadcrumbs: [
      { text: 'Rounds', href: '/rounds' },
      { text: auditReturn.roundName, href: `/rounds/${auditReturn.roundId}` },
      ...(roleHolds(actor.role, 'return.list') ? [{ text: 'Returns', href: `/rounds/${auditReturn.roundId}/returns` }] : []),
      ...(part?.part === 'summary'
        ? [{ text: auditReturn.establishmentName }]
        : [{ text: auditReturn.establishmentName, href }, { text: last ?? '' }]),
    ],
    establishment: auditReturn.establishmentName,
    navigation: {
      label: 'Parts of this return',
      items: PARTS.filter(({ needs }) => roleHolds(actor.role, needs)).map(({ part: name, text, path }) => ({
        text,
        href: `${href}${path}`,
        current: name === current,
      })),
    },
  }
}

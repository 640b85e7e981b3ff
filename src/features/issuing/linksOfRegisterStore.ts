import { returnsOutOfStep } from '../correspondence/index.ts'
import type { EstablishmentReturns } from '../establishments/index.ts'
import { outOfStepLine } from './outOfStepWords.ts'

/** What the pages of the register show of audit links that are out of step with it. */
export const linksToMove: EstablishmentReturns['linksToMove'] = async (db, partnershipId, establishmentId, today) =>
  (await returnsOutOfStep(db, partnershipId, { establishmentId }, today)).flatMap(({ about, links }) =>
    links.map(link => ({ text: `${about.round}: ${outOfStepLine(link)}`, href: `/returns/${about.returnId}/links` })),
  )

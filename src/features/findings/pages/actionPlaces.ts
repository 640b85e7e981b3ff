import type { PlacesOf } from '../../actions/index.ts'
import { shortened } from '../../../platform/say.ts'
import { findingsOfAction } from '../actionLinkStore.ts'
import { findingsHref } from './visible.ts'

/** The findings that an action is about, as its page lists where it stands. */
export const placesInFindings: PlacesOf = async (db, partnershipId, actionId) =>
  (await findingsOfAction(db, partnershipId, actionId)).map(({ id, roundId, statement }) => ({
    text: `Finding: ${shortened(statement)}`,
    href: `${findingsHref(roundId)}#finding-${id}`,
  }))

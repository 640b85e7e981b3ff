import { routes as actions } from './features/actions/index.ts'
import { routes as accounts } from './features/accounts/index.ts'
import { routes as asking } from './features/asking/index.ts'
import { routes as chasing } from './features/chasing/index.ts'
import { routes as coding } from './features/coding/index.ts'
import { publishedStatement, routes as dashboard } from './features/dashboard/index.ts'
import { routes as establishments } from './features/establishments/index.ts'
import { routes as answering } from './features/answering/index.ts'
import { routes as evidence } from './features/evidence/index.ts'
import { routes as exporting } from './features/exports/index.ts'
import { routes as extensions } from './features/extensions/index.ts'
import { findingsPublication, placesInFindings, routes as findings } from './features/findings/index.ts'
import { groupsPublication, routes as groupTables } from './features/groupTables/index.ts'
import { routes as history } from './features/history/index.ts'
import { routes as correspondence } from './features/correspondence/index.ts'
import { linksToMove, routes as issuing } from './features/issuing/index.ts'
import { routes as links } from './features/links/index.ts'
import { routes as messages } from './features/messages/routes.ts'
import { routes as handling } from './features/handling/index.ts'
import { routes as partnerships } from './features/partnerships/routes.ts'
import { routes as publications } from './features/publications/index.ts'
import { placesInPlans, routes as plans } from './features/plans/index.ts'
import { routes as questionnaires } from './features/questionnaires/routes.ts'
import { returnsOfRegister, routes as rounds } from './features/rounds/index.ts'
import { placesInThemes, routes as saidDid, saidDidPublication } from './features/saidDid/index.ts'
import { routes as feedback } from './features/feedback/index.ts'
import { routes as reports } from './features/reports/index.ts'
import { routes as reviewing } from './features/reviewing/index.ts'
import { routes as sampling } from './features/sampling/index.ts'
import { routes as signing } from './features/signing/index.ts'
import { routes as standards } from './features/standards/index.ts'
import { routes as workbooks } from './features/workbooks/index.ts'
import { routes as yearOnYear } from './features/yearOnYear/index.ts'
import { events } from './events.ts'
import type { Route } from './platform/http/routes.ts'

/** Every route of the program, feature by feature. A path that is not in this table does not exist. */
export const routes: readonly Route[] = [
  // A request is held against each in turn: what every school opens all day comes first.
  ...answering,
  ...signing,
  ...partnerships,
  ...accounts,
  ...establishments({ ...returnsOfRegister, linksToMove }, events),
  ...questionnaires,
  ...rounds,
  ...dashboard,
  ...evidence,
  ...extensions,
  ...asking,
  ...chasing,
  ...handling(events),
  ...workbooks,
  ...correspondence,
  ...issuing,
  ...links,
  ...messages,
  ...history(events),
  ...feedback,
  ...reviewing,
  ...sampling,
  ...standards,
  ...actions([placesInPlans, placesInFindings, placesInThemes]),
  ...plans([placesInFindings, placesInThemes]),
  ...coding,
  ...findings(publishedStatement),
  ...groupTables,
  ...yearOnYear,
  ...saidDid,
  ...publications({ findings: findingsPublication(publishedStatement), groups: groupsPublication, said_did: saidDidPublication }),
  ...exporting,
  ...reports,
]

import { routes as accounts } from './features/accounts/index.ts'
import { routes as chasing } from './features/chasing/index.ts'
import { routes as dashboard } from './features/dashboard/index.ts'
import { routes as establishments } from './features/establishments/index.ts'
import { routes as evidence } from './features/evidence/index.ts'
import { routes as exporting } from './features/exports/index.ts'
import { routes as extensions } from './features/extensions/index.ts'
import { routes as findings } from './features/findings/index.ts'
import { routes as history } from './features/history/index.ts'
import { routes as invitations } from './features/invitations/index.ts'
import { routes as messages } from './features/messages/routes.ts'
import { routes as office } from './features/office/index.ts'
import { routes as partnerships } from './features/partnerships/routes.ts'
import { routes as questionnaires } from './features/questionnaires/routes.ts'
import { routes as returns } from './features/returns/index.ts'
import { routes as rounds } from './features/rounds/index.ts'
import { routes as sampling } from './features/sampling/index.ts'
import type { Route } from './platform/http/routes.ts'

/** Every route of the program, feature by feature. A path that is not in this table does not exist. */
export const routes: readonly Route[] = [
  ...partnerships,
  ...accounts,
  ...establishments,
  ...questionnaires,
  ...rounds,
  ...dashboard,
  ...returns,
  ...evidence,
  ...extensions,
  ...chasing,
  ...office,
  ...invitations,
  ...messages,
  ...history,
  ...sampling,
  ...findings,
  ...exporting,
]

import { routesFor } from '../../platform/http/routes.ts'
import type { ActorOf } from './permissions.ts'

/** How every feature declares its routes: each names the permission that it needs. */
export const { get, post, postJson, upload, uploadJson, file } = routesFor<ActorOf>()

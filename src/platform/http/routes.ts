import type { Request, Response } from 'express'
import type { Deps } from '../deps.ts'

/** What a page gets besides the request: the running system and who asks. */
export type PageContext<Actor> = Deps & { actor: Actor }

/** One page: reads the request, writes the response. Throws a Refusal to turn the person down. */
export type Page<Actor> = (context: PageContext<Actor>, req: Request, res: Response) => Promise<void> | void

/**
 * Files that a route takes: at most `files` of at most `megabytes` each (what the settings say, when left out); other forms
 * are refused a file. With `each`, fields called `field.anything` take files too, and one that is too large or too many
 * comes to the page marked as such instead of failing the form.
 */
export type UploadLimits = { field: string; files: number; megabytes?: number; each?: true }

export type Route = {
  method: 'get' | 'post'
  path: string
  /** The permission that the route names: nobody reaches it without. */
  needs: string
  upload?: UploadLimits
  page: Page<never>
}

/**
 * The three ways to declare a route, for a set of permissions.
 * `ActorOf` says who holds a permission, so a page for staff is given a member of staff and no cast.
 */
export function routesFor<ActorOf extends Record<string, unknown>>() {
  type Permission = keyof ActorOf & string
  return {
    get: <P extends Permission>(path: string, needs: P, page: Page<ActorOf[P]>): Route => ({
      method: 'get',
      path,
      needs,
      page: page as Page<never>,
    }),
    post: <P extends Permission>(path: string, needs: P, page: Page<ActorOf[P]>): Route => ({
      method: 'post',
      path,
      needs,
      page: page as Page<never>,
    }),
    upload: <P extends Permission>(path: string, needs: P, upload: UploadLimits, page: Page<ActorOf[P]>): Route => ({
      method: 'post',
      path,
      needs,
      upload,
      page: page as Page<never>,
    }),
  }
}

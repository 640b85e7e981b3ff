import type { Request, Response } from 'express'
import type { Deps } from '../deps.ts'

/** What a page gets besides the request: the running system and who asks. */
export type PageContext<Actor> = Deps & { actor: Actor }

/** One page: reads the request, writes the response. Throws a Refusal to turn the person down. */
export type Page<Actor> = (context: PageContext<Actor>, req: Request, res: Response) => Promise<void> | void

/**
 * What a route answers with, which decides how it is protected, how much it may be sent and in which form it says what went wrong
 * (src/doors.ts): a page for a browser's form or link; JSON for our own pages' scripts; a file to be kept; a callback, which another
 * service calls and whose body vouches for itself.
 */
export const ANSWERS = ['page', 'json', 'file', 'callback'] as const
export type Answer = (typeof ANSWERS)[number]

/**
 * Files that a route takes: at most `files` of at most `megabytes` each (what the settings say, when left out); other forms
 * are refused a file. With `each`, fields called `field.anything` take files too, and one that is too large or too many
 * comes to the page marked as such instead of failing the form.
 */
export type UploadLimits = { field: string; files: number; megabytes?: number; each?: true }

/** Whether a callback comes from whom it says, judged by its headers and its body as it came. */
export type Vouches = (deps: Deps, req: Request, body: Buffer) => boolean

export type Route = {
  method: 'get' | 'post'
  path: string
  answers: Answer
  /** The permission that the route names: nobody reaches it without. */
  needs: string
  upload?: UploadLimits
  vouches?: Vouches
  /**
   * A busy page of an establishment: its return is read by the statement that reads the session (decision 0048), whole or with what the
   * page of the `:section` in its path needs.
   */
  withReturn?: 'whole' | 'section'
  /** Keeps a form whose sender is not known any more, until they are; null when it cannot. */
  keeps?: (deps: Deps, req: Request, res: Response) => Promise<Kept | null>
  page: Page<never>
}

/** What is said of a form that was kept. */
export type Kept = { title: string; paragraphs: string[]; links?: { text: string; href: string }[] }

/**
 * The ways to declare a route, for a set of permissions.
 * `ActorOf` says who holds a permission, so a page for staff is given a member of staff and no cast.
 */
export function routesFor<ActorOf extends Record<string, unknown>>() {
  type Permission = keyof ActorOf & string
  const declare =
    (method: Route['method'], answers: Answer) =>
    <P extends Permission>(path: string, needs: P, page: Page<ActorOf[P]>): Route => ({
      method,
      path,
      answers,
      needs,
      page: page as Page<never>,
    })
  return {
    get: declare('get', 'page'),
    post: declare('post', 'page'),
    upload: <P extends Permission>(path: string, needs: P, upload: UploadLimits, page: Page<ActorOf[P]>): Route => ({
      ...declare('post', 'page')(path, needs, page),
      upload,
    }),
    file: declare('get', 'file'),
    getJson: declare('get', 'json'),
    postJson: declare('post', 'json'),
    uploadJson: <P extends Permission>(path: string, needs: P, upload: UploadLimits, page: Page<ActorOf[P]>): Route => ({
      ...declare('post', 'json')(path, needs, page),
      upload,
    }),
    callback: <P extends Permission>(path: string, needs: P, vouches: Vouches, page: Page<ActorOf[P]>): Route => ({
      ...declare('post', 'callback')(path, needs, page),
      vouches,
    }),
  }
}

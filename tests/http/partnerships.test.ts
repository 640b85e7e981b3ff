import { together } from '../support/together.ts'

await together(new URL('./partnerships/', import.meta.url))

import type { Ctx } from '#platform/ctx'
import type { Follower } from '#platform/module'

export type { Follower }

/** What goes by flows and decisions, as the rooms above say it: this room knows none of them. */
export const followersOf = (ctx: Ctx): readonly Follower[] => ctx.house.modules.flatMap((room) => room.follows?.(ctx) ?? [])

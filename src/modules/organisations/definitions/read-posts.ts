import { Type } from 'typebox'
import { acts } from '#platform/actor'
import type { PostBook } from '../domain/authority.ts'
import { WrongDefinition, readDefinition } from './read-definition.ts'
import { NamesShape, exact } from './shapes.ts'

const ActText = Type.Union(acts.map((act) => Type.Literal(act)))
const PostsFile = Type.Object({
  source: Type.String(),
  posts: Type.Array(Type.Object({ key: Type.String(), in: Type.Array(Type.String()), acts: Type.Array(ActText, { minItems: 1 }), title: NamesShape }, exact)),
  delegation: Type.Object({ acts: Type.Array(ActText), mayBeGivenBy: Type.Array(ActText), source: Type.String() }, exact),
}, exact)

export function readPosts(countryDir: string): PostBook {
  const file = 'units/positions.yaml'
  const { posts, delegation } = readDefinition(countryDir, file, PostsFile)
  const twice = posts.find((post, i) => posts.findIndex((one) => one.key === post.key) !== i)
  if (twice) throw new WrongDefinition(file, `the post ${twice.key} is there twice`)
  return { posts: new Map(posts.map((post) => [post.key, post])), delegation }
}

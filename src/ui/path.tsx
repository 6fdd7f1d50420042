import { Icon, type IconName } from './icon.tsx'

/** Life events along a line. Not a menu: each is a stage of a life with its services. */
export const LifePath = ({ items }: { items: readonly { name: string; note?: string; href: string; icon: IconName }[] }) => (
  <ul class="path">
    {items.map((e) => (
      <li><a href={e.href}><Icon name={e.icon} />{e.name}{e.note && <small>{e.note}</small>}</a></li>
    ))}
  </ul>
)

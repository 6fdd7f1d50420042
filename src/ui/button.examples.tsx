import type { PageInfo } from '#platform/page'
import { ActLink, Button, ButtonLink } from './button.tsx'
import { StatusTag, Tag } from './tag.tsx'

export const examples = (p: PageInfo) => {
  const vi = p.lang === 'vi'
  return [
    {
      name: 'Button, ButtonLink, ActLink',
      view: (
        <div class="panel row">
          <Button>{vi ? 'Lưu và tiếp tục' : 'Save and continue'}</Button>
          <Button kind="second" value="later">{vi ? 'Lưu, làm tiếp sau' : 'Save, continue later'}</Button>
          <Button kind="back" value="back">{vi ? 'Trả lại' : 'Send back'}</Button>
          <ButtonLink href="#" icon="download" kind="second">{vi ? 'Tải PDF, 180 KB' : 'Download PDF, 180 KB'}</ButtonLink>
          <ActLink href="#" about={vi ? 'tên con' : 'name of the child'}>{vi ? 'Sửa' : 'Change'}</ActLink>
        </div>
      ),
    },
    { name: 'Tag, StatusTag', view: <div class="panel row">{[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((code) => <StatusTag lang={p.lang} code={code} />)}<Tag tone="you">{vi ? 'Chưa ai nhận' : 'Nobody has it'}</Tag><Tag tone="soon" icon="warn">{vi ? 'Cần soát' : 'To check'}</Tag></div> },
  ]
}

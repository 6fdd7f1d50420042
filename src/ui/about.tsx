import type { PageInfo } from '#platform/page'
import { Heading, Layout, Section } from './layout.tsx'

/** What this is: who runs it, what it is made of, what it keeps. Behind the footer's first word, at /about. */
export const AboutPage = ({ p }: { p: PageInfo }) =>
  p.lang === 'vi' ? (
    <Layout p={p} title="Đây là gì" narrow>
      <Heading>Đây là gì</Heading>
      <p>Sen là nền tảng mở để một tỉnh giải quyết thủ tục hành chính: người dân nộp và theo dõi hồ sơ, cán bộ tiếp nhận và giải quyết, lãnh đạo nhìn thấy tiến độ từ chính các hồ sơ ấy.</p>
      <p>Quy định của pháp luật nằm trong các tệp dữ liệu có ghi nguồn, ai cũng đọc được. Mỗi bước của hồ sơ được ghi lại một lần và không ai sửa được.</p>
      {p.sample && (
        <Section id="sample" title="Bản mẫu này">
          <p>Đơn vị hành chính và thủ tục là thật. Người, số định danh và hồ sơ là tưởng tượng. Không giấy tờ nào lấy ở đây có giá trị pháp lý, không khoản tiền nào được chuyển.</p>
        </Section>
      )}
      <Section id="open" title="Mã nguồn mở">
        <p>Mã nguồn theo giấy phép Apache 2.0. Phông chữ Be Vietnam Pro theo giấy phép SIL Open Font License 1.1. Biểu tượng hoa sen không phải Quốc huy và không thay cho con dấu.</p>
      </Section>
    </Layout>
  ) : (
    <Layout p={p} title="What this is" narrow>
      <Heading>What this is</Heading>
      <p>Sen is an open platform on which a province handles its public services: people hand in cases and follow them, officials receive and decide them, and leaders see the progress measured from those very cases.</p>
      <p>The rules of law stand in data files with their sources, for anyone to read. Each step of a case is recorded once, and nobody can change the record.</p>
      {p.sample && (
        <Section id="sample" title="This sample">
          <p>The administrative units and services are real. The people, their numbers and the cases are invented. No paper from here has legal effect, and no money moves.</p>
        </Section>
      )}
      <Section id="open" title="Open source">
        <p>The code is under the Apache License 2.0, the typeface Be Vietnam Pro under the SIL Open Font License 1.1. The lotus is not the national emblem and does not stand for a seal.</p>
      </Section>
    </Layout>
  )

/** What was done so that everyone can use it, what is known to be missing, whom to tell. At /accessibility. */
export const AccessibilityPage = ({ p }: { p: PageInfo }) =>
  p.lang === 'vi' ? (
    <Layout p={p} title="Khả năng tiếp cận" narrow>
      <Heading>Khả năng tiếp cận</Heading>
      <p>Mọi trang hướng tới chuẩn WCAG 2.2 mức AA. Trang dùng được bằng bàn phím, bằng trình đọc màn hình, khi chữ phóng to 200%, trên màn hình rộng 320 điểm ảnh, với màu tương phản cao và khi tắt JavaScript.</p>
      <Section id="tested" title="Đã kiểm tra thế nào">
        <p>Máy kiểm tra mọi thành phần bằng axe ở hai cỡ màn hình và hai ngôn ngữ, mỗi khi mã nguồn thay đổi. Việc kiểm tra với người dùng trình đọc màn hình tiếng Việt chưa làm.</p>
      </Section>
      <Section id="limits" title="Chỗ còn hạn chế">
        <ul class="prose"><li>Bản đồ và biểu đồ rộng phải cuộn ngang trên điện thoại; ngay dưới mỗi hình có bảng số liệu.</li><li>Bản tiếng Anh là bản dịch; tên thủ tục, đơn vị và người giữ nguyên tiếng Việt.</li></ul>
      </Section>
      <Section id="tell" title="Gặp chỗ khó dùng">
        <p>Gọi <a href="tel:1022">1022</a>, hoặc đến bất kỳ Trung tâm Phục vụ hành chính công nào: cán bộ làm cùng bạn, không phải hẹn trước.</p>
      </Section>
    </Layout>
  ) : (
    <Layout p={p} title="Accessibility" narrow>
      <Heading>Accessibility</Heading>
      <p>Every page aims at WCAG 2.2, level AA. Pages work with the keyboard, with a screen reader, with text at 200%, on a screen 320 pixels wide, in high contrast and without JavaScript.</p>
      <Section id="tested" title="How it was tested">
        <p>A machine goes over every component with axe, at two screen sizes and in both languages, whenever the code changes. Testing with people who use a Vietnamese screen reader has not been done yet.</p>
      </Section>
      <Section id="limits" title="Known limits">
        <ul class="prose"><li>The map and wide charts scroll sideways on a phone; below each stands a table with its numbers.</li><li>The English pages are a translation; names of services, units and people stay Vietnamese.</li></ul>
      </Section>
      <Section id="tell" title="Something is hard to use">
        <p>Call <a href="tel:1022">1022</a>, or come to any public service centre: an official goes through it with you, without an appointment.</p>
      </Section>
    </Layout>
  )

/** What is kept about whom, and why. At /privacy. */
export const PrivacyPage = ({ p }: { p: PageInfo }) =>
  p.lang === 'vi' ? (
    <Layout p={p} title="Quyền riêng tư" narrow>
      <Heading>Quyền riêng tư</Heading>
      <ul class="prose">
        <li>Hồ sơ của bạn chỉ bạn và cán bộ có việc trong hồ sơ đó mở được.</li>
        <li>Chúng tôi không hỏi điều Nhà nước đã biết. Giá trị nào lấy từ cơ sở dữ liệu thì ghi rõ nguồn ngay bên dưới.</li>
        <li>Ai mở hồ sơ hay tra dữ liệu của bạn đều để lại tên và lý do; bạn xem được ở <a href={p.href('/my-data/readers')}>Ai đã xem dữ liệu của tôi</a>. Nhật ký ấy <a href={p.href('/log')}>tự chứng minh</a>: không ai sửa được mà không lộ.</li>
        <li>Sửa, tải về, đồng ý hay rút lại sự đồng ý: ở <a href={p.href('/my-data')}>Dữ liệu của tôi</a>.</li>
        <li>Trang đặt một cookie để giữ phiên đăng nhập, không đặt cookie nào để theo dõi, không gọi đến máy chủ của bên thứ ba.</li>
        <li>Số định danh, số điện thoại hiện ở dạng che bớt, trừ nơi cần đủ số để giải quyết hồ sơ.</li>
      </ul>
      {p.sample && <p>Trong bản mẫu này, mọi người đều là tưởng tượng. Đừng nhập dữ liệu của người thật.</p>}
    </Layout>
  ) : (
    <Layout p={p} title="Privacy" narrow>
      <Heading>Privacy</Heading>
      <ul class="prose">
        <li>Only you and the officials who have work in your case can open it.</li>
        <li>We do not ask what the state already knows. A value taken from a register says so right below.</li>
        <li>Whoever opens your case or looks you up leaves a name and a reason, which you read at <a href={p.href('/my-data/readers')}>Who looked at my data</a>. That log <a href={p.href('/log')}>proves itself</a>: nobody changes it unseen.</li>
        <li>To correct, take with you, agree or take that back: <a href={p.href('/my-data')}>My data</a>.</li>
        <li>The site sets one cookie to keep you signed in, none to follow you, and calls no third party’s server.</li>
        <li>Personal numbers and phone numbers are shown masked, except where a case needs them whole.</li>
      </ul>
      {p.sample && <p>In this sample everyone is invented. Please do not enter the data of real people.</p>}
    </Layout>
  )

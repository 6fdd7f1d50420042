const vi = {
  refusals: {
    'not-your-data': 'Bạn chỉ xem được dữ liệu của chính mình và của con chưa thành niên.',
    'say-which-case': 'Mở hồ sơ cần tra cứu trước, rồi tra cứu từ hồ sơ đó: mỗi lần xem dữ liệu của dân phải gắn với một hồ sơ.',
  },
}

const en: typeof vi = {
  refusals: {
    'not-your-data': 'You can see only your own data and that of your children under age.',
    'say-which-case': 'Open the case first and look up from there: every look at a person’s data belongs to a case.',
  },
}

export const texts = { vi, en }

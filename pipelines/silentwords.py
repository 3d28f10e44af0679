"""Words that the second reader does not hear: they say how somebody writes, or where, and not what a text is about.

A list from general knowledge of Vietnamese, chosen by kind of word and never by what training made of it. Figures are
not heard either, and training leaves out names of people and places (`crawler/jobs/train.py`).
"""

from __future__ import annotations

from pipelines.spelling import bare, canon

# Particles, pronouns, adverbs, times of day, and the units of the country; no pair with one of them is heard either.
_ALWAYS = """
và của cho với là thì mà rằng hoặc hay nhưng song còn nên do bởi vì nếu tuy dù dẫu để nhằm như theo về từ tới tại ở
những các mọi mỗi từng cái chiếc này kia đó đây ấy nọ đâu sao gì nào ai bao nhiêu vậy thế nhé ạ dạ ơi à ừ
đã đang sẽ vừa mới cũng vẫn cứ đều chỉ rất quá lắm hơn nhất khá hết rồi nữa luôn thường hãy đừng chớ
được bị phải cần nhờ cùng nhau mình tôi ta tui họ nó chúng ông bà anh chị em bác cô chú cụ
ngoài giữa khi lúc hồi nay mai hôm sáng trưa chiều tối đêm tuần tháng năm đến đối nhiên gồm trừ suốt khắp gần xa
tỉnh huyện xã phường thôn ấp xóm buôn làng quận thị trấn phố vùng miền đảo núi phía bắc nam đông tây ương sở ubnd hđnd
"""

# Syllables that also make up words of their own ("trước hạn", "một cửa", "văn bản", "đi lại"): heard in pairs.
_ALONE = """
một hai ba bốn tư sáu bảy tám chín mười chục trăm nghìn ngàn vạn triệu tỷ nửa đầu thứ lần
trước sau trên dưới trong ra vào lên xuống đi lại qua sang bên ngay ngày giờ quý
bản bàn địa trung thành khu bằng con tự
có không chưa chẳng số phần nhiều ít vài mấy cả toàn nói kể biết thấy làm việc người nơi chỗ
"""

ALWAYS = frozenset(canon(_ALWAYS).split())
ALONE = frozenset(canon(_ALONE).split()) | ALWAYS
BARE_ALWAYS = frozenset(bare(word) for word in ALWAYS)
BARE_ALONE = frozenset(bare(word) for word in ALONE)

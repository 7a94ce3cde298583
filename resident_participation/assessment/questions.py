"""The five things every household is asked, and the words of the scores."""

ITEMS = {
    "quality": "工程做得好不好",
    "site": "施工时文明、安全不安全",
    "useful": "改完以后方便不方便",
    "heard": "有没有说清楚、听得进意见",
    "overall": "总的来说满意不满意",
}
SHORT = {
    "quality": "工程质量",
    "site": "文明施工",
    "useful": "方便实用",
    "heard": "公开和听取意见",
    "overall": "总体满意",
}
SCORES = {5: "非常满意", 4: "满意", 3: "一般", 2: "不满意", 1: "很不满意"}
GOOD = 4  # from here on a household counts as satisfied

extension PublishedExample {
  static let openAI: [PublishedExample] = []
}

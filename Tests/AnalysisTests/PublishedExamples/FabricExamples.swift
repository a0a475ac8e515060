extension PublishedExample {
  static let fabric: [PublishedExample] = []
}

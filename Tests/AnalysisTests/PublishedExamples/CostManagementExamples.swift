extension PublishedExample {
  static let costManagement: [PublishedExample] = []
}

public import Quantities

// What is asked of Azure OpenAI.

extension Flow<Count> {
  /// Calls of a language model.
  public static var modelCalls: Self { Flow("model-calls") }
  /// Sessions of the code interpreter.
  public static var codeSessions: Self { Flow("code-sessions") }
  /// Images that a model draws.
  public static var drawnImages: Self { Flow("drawn-images") }
  /// Characters that a model speaks.
  public static var spokenCharacters: Self { Flow("spoken-characters") }
  /// Calls of file search.
  public static var fileSearches: Self { Flow("file-searches") }
}

extension Flow<Hour> {
  /// Speech that a model writes down.
  public static var transcribedSpeech: Self { Flow("transcribed-speech") }
  /// Time of fine-tuning by reinforcement.
  public static var trainingTime: Self { Flow("training-time") }
}

extension Flow<Token> {
  /// What a language model reads.
  public static var promptTokens: Self { Flow("prompt-tokens") }
  /// What a language model reads from its cache.
  public static var cachedTokens: Self { Flow("cached-tokens") }
  /// What a language model writes.
  public static var answerTokens: Self { Flow("answer-tokens") }
  /// What is trained on.
  public static var trainingTokens: Self { Flow("training-tokens") }
}

<?php

declare(strict_types=1);

namespace Drupal\id_contact\Plugin\Block;

use Drupal\Core\Block\BlockBase;
use Drupal\Core\Cache\CacheableMetadata;
use Drupal\Core\Config\ConfigFactoryInterface;
use Drupal\Core\Form\FormStateInterface;
use Drupal\Core\Plugin\ContainerFactoryPluginInterface;
use Symfony\Component\DependencyInjection\ContainerInterface;

/**
 * The button, with the purpose that an editor gives it.
 *
 * @Block(
 *   id = "id_contact_button",
 *   admin_label = @Translation("ID Contact"),
 *   category = @Translation("Contact")
 * )
 */
final class ButtonBlock extends BlockBase implements ContainerFactoryPluginInterface {

  /**
   * What the tag of a purpose, a channel or a method looks like.
   */
  private const TAG = '/^[A-Za-z0-9_-]{1,64}$/D';

  /**
   * Constructs the block.
   */
  public function __construct(
    array $configuration,
    string $plugin_id,
    mixed $plugin_definition,
    private readonly ConfigFactoryInterface $configFactory,
  ) {
    parent::__construct($configuration, $plugin_id, $plugin_definition);
  }

  /**
   * {@inheritdoc}
   */
  public static function create(ContainerInterface $container, array $configuration, $plugin_id, $plugin_definition): self {
    return new self($configuration, $plugin_id, $plugin_definition, $container->get('config.factory'));
  }

  /**
   * {@inheritdoc}
   */
  public function defaultConfiguration(): array {
    return [
      'purpose' => '',
      'words' => '',
      'channel' => '',
      'method' => '',
      'inline' => FALSE,
    ];
  }

  /**
   * {@inheritdoc}
   */
  public function blockForm($form, FormStateInterface $form_state): array {
    $form['purpose'] = [
      '#type' => 'textfield',
      '#title' => $this->t('Purpose'),
      '#description' => $this->t('The tag that your operator gave you.'),
      '#default_value' => $this->configuration['purpose'],
      '#pattern' => '[A-Za-z0-9_\-]+',
      '#required' => TRUE,
    ];
    $form['words'] = [
      '#type' => 'textfield',
      '#title' => $this->t('Words on the button'),
      '#description' => $this->t('Empty: its own, in the language of the page.'),
      '#default_value' => $this->configuration['words'],
    ];
    $form['channel'] = [
      '#type' => 'textfield',
      '#title' => $this->t('Channel'),
      '#description' => $this->t('phone, chat or video. Empty: all that there are.'),
      '#default_value' => $this->configuration['channel'],
      '#pattern' => '[A-Za-z0-9_\-]+',
    ];
    $form['method'] = [
      '#type' => 'textfield',
      '#title' => $this->t('Method to log in'),
      '#description' => $this->t('The tag of one method. Empty: all that there are.'),
      '#default_value' => $this->configuration['method'],
      '#pattern' => '[A-Za-z0-9_\-]+',
    ];
    $form['inline'] = [
      '#type' => 'checkbox',
      '#title' => $this->t('Ask the questions in the page, not in a dialog'),
      '#default_value' => $this->configuration['inline'],
    ];
    return $form;
  }

  /**
   * {@inheritdoc}
   */
  public function blockValidate($form, FormStateInterface $form_state): void {
    foreach (['purpose', 'channel', 'method'] as $name) {
      $value = (string) $form_state->getValue($name);
      if ($value !== '' && preg_match(self::TAG, $value) !== 1) {
        $form_state->setErrorByName($name, $this->t('Use letters, digits, hyphens and underscores.'));
      }
    }
  }

  /**
   * {@inheritdoc}
   */
  public function blockSubmit($form, FormStateInterface $form_state): void {
    foreach (array_keys($this->defaultConfiguration()) as $name) {
      $this->configuration[$name] = $form_state->getValue($name);
    }
  }

  /**
   * {@inheritdoc}
   */
  public function build(): array {
    $settings = $this->configFactory->get('id_contact.settings');
    $build = [];
    if ($settings->get('core') && $settings->get('script') && $settings->get('integrity')) {
      $build = [
        '#theme' => 'id_contact_button',
        '#core' => $settings->get('core'),
        '#phone' => $settings->get('phone'),
        '#purpose' => $this->configuration['purpose'],
        '#words' => $this->configuration['words'],
        '#channel' => $this->configuration['channel'],
        '#method' => $this->configuration['method'],
        '#inline' => (bool) $this->configuration['inline'],
        '#attached' => ['html_head' => [[$this->script($settings->get('script'), $settings->get('integrity')), 'id_contact_button']]],
      ];
    }
    // Who changes the settings sees it on the next page.
    CacheableMetadata::createFromObject($settings)->applyTo($build);
    return $build;
  }

  /**
   * The script's tag, once on a page however many buttons it has. Drupal's libraries keep no hash that a setting holds.
   */
  private function script(string $address, string $integrity): array {
    return [
      '#type' => 'html_tag',
      '#tag' => 'script',
      '#attributes' => [
        'type' => 'module',
        'src' => $address,
        'integrity' => $integrity,
        'crossorigin' => 'anonymous',
      ],
    ];
  }

}
